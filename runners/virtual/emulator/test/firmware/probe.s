@ A firmware for trying the emulator (and a board: UART0 on GP0, about 115200 baud from the ring oscillator's 6.5 MHz).
@ Addresses and bits: RP2040 datasheet, chapters 2.8 (boot ROM), 2.10, 2.14, 2.19, 4.2, 4.7 and 4.10.
@ What it does, told on the UART, one line a start:
@   1. counts its starts in flash (erase and program by the boot ROM's functions), says CHIP_RESET and REASON;
@   2. no REASON: lets the watchdog bite; bitten: forces a reset by it; forced: goes to BOOTSEL.

        .syntax unified
        .cpu    cortex-m0plus
        .thumb

        .equ    RAM_CODE,     0x20000000
        .equ    PAGE,         0x20001000
        .equ    STACK,        0x20040000
        .equ    COUNTER,      0x00010000        @ offset in flash
        .equ    XIP,          0x10000000
        .equ    SSI,          0x18000000
        .equ    RESETS_CLEAR, 0x4000f000
        .equ    RESETS,       0x4000c000
        .equ    IO_GPIO0,     0x40014004
        .equ    CLK_PERI,     0x40008048
        .equ    UART0,        0x40034000
        .equ    WATCHDOG,     0x40058000
        .equ    CHIP_RESET,   0x40064008
        .equ    VTOR,         0xe000ed08
        .equ    BLOCKS,       0x00400120        @ UART0, PADS_BANK0, IO_BANK0

        .section .boot2, "ax"
@ Second stage: plain 03h reads with 24-bit addresses, then the vector table behind it.
boot2:  ldr     r3, =SSI
        movs    r0, #0
        str     r0, [r3, #0x08]                 @ SSIENR: off
        movs    r0, #4
        str     r0, [r3, #0x14]                 @ BAUDR
        ldr     r0, =(31 << 16) | (3 << 8)
        str     r0, [r3, #0x00]                 @ CTRLR0: 32-bit frames, EEPROM read
        movs    r0, #0
        str     r0, [r3, #0x04]                 @ CTRLR1: one frame
        ldr     r0, =(0x03 << 24) | (2 << 8) | (6 << 2)
        ldr     r1, =SSI + 0xf4
        str     r0, [r1]                        @ SPI_CTRLR0: 8-bit command 03h, 24-bit address
        movs    r0, #1
        str     r0, [r3, #0x08]
        ldr     r0, =XIP + 0x100
        ldr     r1, =VTOR
        str     r0, [r1]
        ldmia   r0!, {r1, r2}
        msr     msp, r1
        bx      r2
        .ltorg

        .section .text, "ax"
vectors:
        .word   STACK
        .word   start + 1
        .word   stop + 1                        @ NMI
        .word   stop + 1                        @ hard fault

        .thumb_func
stop:   b       stop

        .thumb_func
start:  ldr     r0, =RESETS_CLEAR
        ldr     r1, =BLOCKS
        str     r1, [r0]
        ldr     r0, =RESETS
1:      ldr     r2, [r0, #8]
        ands    r2, r1
        cmp     r2, r1
        bne     1b
        ldr     r0, =CLK_PERI
        ldr     r1, =1 << 11
        str     r1, [r0]                        @ clk_peri on, from clk_sys
        ldr     r0, =IO_GPIO0
        movs    r1, #2
        str     r1, [r0]                        @ GP0 is UART0 TX
        ldr     r0, =UART0
        movs    r1, #3
        str     r1, [r0, #0x24]
        movs    r1, #34
        str     r1, [r0, #0x28]
        movs    r1, #0x70
        str     r1, [r0, #0x2c]                 @ 8 bits, FIFO
        ldr     r1, =0x101
        str     r1, [r0, #0x30]                 @ on, transmit

        bl      count
        ldr     r0, =text_start
        bl      print
        ldr     r0, =XIP + COUNTER
        ldr     r0, [r0]
        bl      print_hex
        ldr     r0, =text_chip
        bl      print
        ldr     r0, =CHIP_RESET
        ldr     r0, [r0]
        bl      print_hex
        ldr     r0, =text_reason
        bl      print
        ldr     r4, =WATCHDOG
        ldr     r0, [r4, #0x08]
        mov     r5, r0
        bl      print_hex
        ldr     r0, =text_end
        bl      print

        cmp     r5, #0
        bne     1f
        ldr     r0, =(1 << 9) | 12
        str     r0, [r4, #0x2c]                 @ TICK
        ldr     r0, =20000                      @ 10 ms: it counts twice a microsecond
        str     r0, [r4, #0x04]
        ldr     r0, =1 << 30
        str     r0, [r4, #0x00]                 @ ENABLE
        b       stop
1:      cmp     r5, #1
        bne     2f
        ldr     r0, =1 << 31
        str     r0, [r4, #0x00]                 @ TRIGGER
        b       stop
2:      ldr     r0, =('B' << 8) | 'U'
        bl      rom
        mov     r3, r0
        movs    r0, #0
        movs    r1, #0
        blx     r3
        b       stop

@ r0: text ended by 0.
print:  ldr     r2, =UART0
1:      ldrb    r1, [r0]
        cmp     r1, #0
        beq     3f
2:      ldr     r3, [r2, #0x18]
        lsls    r3, r3, #26                     @ transmit FIFO full?
        bmi     2b
        str     r1, [r2]
        adds    r0, #1
        b       1b
3:      bx      lr

@ r0: a word, in eight digits.
print_hex:
        push    {r4, r5, lr}
        mov     r4, r0
        movs    r5, #8
1:      lsrs    r0, r4, #28
        lsls    r4, r4, #4
        ldr     r1, =digits
        ldrb    r0, [r1, r0]
        ldr     r2, =UART0
2:      ldr     r3, [r2, #0x18]
        lsls    r3, r3, #26
        bmi     2b
        str     r0, [r2]
        subs    r5, #1
        bne     1b
        pop     {r4, r5, pc}

@ r0: two letters; gives the ROM's function.
rom:    push    {lr}
        mov     r1, r0
        movs    r3, #0
        ldrh    r0, [r3, #0x14]
        ldrh    r3, [r3, #0x18]
        blx     r3
        pop     {pc}

@ Counts this start in flash. What changes flash lies in RAM meanwhile.
count:  push    {r4-r7, lr}
        ldr     r0, =ram_start
        ldr     r1, =RAM_CODE
        ldr     r2, =ram_end
1:      ldr     r3, [r0]
        str     r3, [r1]
        adds    r0, #4
        adds    r1, #4
        cmp     r0, r2
        blo     1b
        ldr     r0, =XIP + COUNTER
        ldr     r0, [r0]
        adds    r0, #1                          @ erased is -1
        ldr     r1, =PAGE
        str     r0, [r1]
        ldr     r4, =names
        ldr     r5, =PAGE + 256
        movs    r6, #6
2:      ldrh    r0, [r4]
        bl      rom
        str     r0, [r5]
        adds    r4, #2
        adds    r5, #4
        subs    r6, #1
        bne     2b
        ldr     r4, =PAGE + 256
        ldr     r3, =RAM_CODE + 1
        blx     r3
        pop     {r4-r7, pc}

        .align  2
ram_start:                                      @ r4: the six functions
        push    {lr}
        ldr     r3, [r4, #0]
        blx     r3                              @ connect_internal_flash
        ldr     r3, [r4, #4]
        blx     r3                              @ flash_exit_xip
        ldr     r0, ram_counter
        ldr     r1, ram_sector
        ldr     r2, ram_block
        movs    r3, #0xd8
        ldr     r5, [r4, #8]
        blx     r5                              @ flash_range_erase
        ldr     r0, ram_counter
        ldr     r1, ram_page
        movs    r2, #0xff
        adds    r2, #1
        ldr     r5, [r4, #12]
        blx     r5                              @ flash_range_program
        ldr     r3, [r4, #16]
        blx     r3                              @ flash_flush_cache
        ldr     r3, [r4, #20]
        blx     r3                              @ flash_enter_cmd_xip
        pop     {pc}
        .align  2
ram_counter:    .word   COUNTER
ram_sector:     .word   0x1000
ram_block:      .word   0x10000
ram_page:       .word   PAGE
ram_end:

        .ltorg
        .align  2
names:          .ascii  "IFEXRERPFCCX"
digits:         .ascii  "0123456789abcdef"
text_start:     .asciz  "start "
text_chip:      .asciz  " CHIP_RESET "
text_reason:    .asciz  " REASON "
text_end:       .asciz  "\r\n"
