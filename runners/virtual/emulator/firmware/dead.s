@ Firmwares that a farm must call dead, each in its own way; DEAD says which (build.sh). None is ever seen on USB.
@ What each does, and says on UART0 (GP0, 115200 baud):
@   SILENT  comes up and waits for ever
@   FAULTS  reads where nothing is, and its hard fault handler never ends
@   LOOPS   counts its starts in scratch 0 and is bitten by its watchdog 200 ms after each
@ They run on a real Pico as well. Registers: RP2040 datasheet, 4.7 (watchdog), 2.2 (address map).

        .include "pico.inc"

        .equ    SILENT,         1
        .equ    FAULTS,         2
        .equ    LOOPS,          3
        .equ    NOWHERE,        0x70000000
        .equ    BITES_AFTER,    200000 * 2      @ 200 ms; it counts down twice a tick (erratum RP2040-E1)

        .text
        .global start
        .thumb_func
start:
        bl      clocks
        bl      uart
        ldr     r0, =text_up
        bl      say
        .if     DEAD == FAULTS
        ldr     r0, =NOWHERE
        ldr     r0, [r0]
        .endif
        .if     DEAD == LOOPS
        ldr     r4, =WATCHDOG
        ldr     r0, [r4, #0x0c]                 @ SCRATCH0
        adds    r0, #1
        str     r0, [r4, #0x0c]
        bl      say_hex
        bl      say_line_end
        ldr     r0, =PSM
        ldr     r1, =0x0001fffc                 @ WDSEL: the watchdog resets all but the oscillators
        str     r1, [r0, #0x08]
        ldr     r0, =BITES_AFTER
        str     r0, [r4, #0x04]                 @ LOAD
        ldr     r0, =1 << 30                    @ CTRL: ENABLE
        str     r0, [r4, #0x00]
        .endif
1:      wfi
        b       1b

        .thumb_func
fault:
        ldr     r0, =text_fault
        bl      say
        b       .

        .include "uart.inc"

        .section .rodata
        .if     DEAD == SILENT
text_up:        .asciz  "\r\nHIL dead: up, and never on USB\r\n"
        .endif
        .if     DEAD == FAULTS
text_up:        .asciz  "\r\nHIL dead: reading where nothing is\r\n"
        .endif
        .if     DEAD == LOOPS
text_up:        .asciz  "\r\nHIL dead: start "
        .endif
text_end:       .asciz  "\r\n"
text_fault:     .asciz  "HIL dead: hard fault\r\n"
