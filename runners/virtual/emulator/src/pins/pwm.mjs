// PWM as a counter of edges (RP2040 datasheet 4.5.2.5), where rp2040js 1.4.1 counts clocks and no edges: setting the
// divider lets a slice run that is switched off, an input is passed over while any pin is an output, EN reads as 0.

const DIV = 0x04;
const ENABLED = 1;

/** Mends an rp2040js PWM block. */
export function mendPwm(pwm) {
  pwm.channels.forEach(mendSlice);
  pwm.gpioOnInput = (index) => {
    if (pwm.gpioDirection & (1 << index)) return;
    for (const slice of pwm.channels) {
      if (slice.pinB1 === index || slice.pinB2 === index) slice.gpioBChanged();
    }
  };
}

function mendSlice(slice) {
  const write = slice.writeRegister.bind(slice);
  slice.writeRegister = (offset, value) => {
    write(offset, value);
    if (offset === DIV) slice.updateEnable();
  };
  const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(slice), 'en');
  Object.defineProperty(slice, 'en', { get: () => slice.csr & ENABLED, set });
}
