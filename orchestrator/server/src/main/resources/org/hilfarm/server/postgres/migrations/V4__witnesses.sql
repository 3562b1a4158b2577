-- What else was seen of a start: the bus, the port's power, the debug UART, boot_out.txt.
alter table reset add column usb_left timestamptz;
alter table reset add column usb_back timestamptz;
alter table reset add column power_off timestamptz;
alter table reset add column power_on timestamptz;
alter table reset add column rom_starts int;
alter table reset add column saved_pc text;
alter table reset add column panic text;
alter table reset add column backtrace text;
alter table reset add column uart_garbled boolean;
alter table reset add column boot_out text;
