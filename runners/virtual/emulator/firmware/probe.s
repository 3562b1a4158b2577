@ The probe: a whole RP2040 firmware of a few hundred instructions, so that an emulated board is tested
@ where no CircuitPython image is at hand. It runs on a real Pico as well.
@
@ What it does, and says on UART0 (GP0, 115200 baud), one line a start:
@   start 1  (power or RUN)      counts the start in flash, adds two floats by the boot ROM, lets its watchdog bite
@   start 2  (watchdog's timer)  counts, forces the watchdog
@   start 3  (watchdog, forced)  counts, says that it is done and echoes what it hears
@ A start is told from the others by the watchdog's REASON alone; scratch 0 proves what a reset keeps.
@ Registers and bits: RP2040 datasheet, chapters 2.8 (boot ROM), 2.10 (VREG and chip reset), 2.14 (resets),
@ 2.15 (clocks), 2.16 (XOSC), 4.2 (UART), 4.7 (watchdog), 4.10 (SSI).

        .syntax unified
        .cpu cortex-m0plus
        .thumb

        .equ    RESETS,         0x4000c000
        .equ    RESETS_CLR,     0x4000f000      @ the alias that clears bits
        .equ    RESET_DONE,     0x08
        .equ    CLOCKS,         0x40008000
        .equ    XOSC,           0x40024000
        .equ    PSM,            0x40010000
        .equ    IO_BANK0,       0x40014000
        .equ    UART0,          0x40034000
        .equ    WATCHDOG,       0x40058000
        .equ    VREG,           0x40064000
        .equ    SSI,            0x18000000
        .equ    VTOR,           0xe000ed08
        .equ    XIP,            0x10000000

        .equ    WAITED_FOR,     (1 << 5) | (1 << 8) | (1 << 22) @ io_bank0, pads_bank0, uart0
        .equ    COUNTER,        0x001ff000      @ the last sector of a 2 MiB flash
        .equ    COUNTER_MARK,   0x6c696870      @ "phil", so that an erased sector counts as none
        .equ    KEPT,           0x5afe0001
        .equ    BITES_AFTER,    50000 * 2       @ 50 ms; it counts down twice a tick (erratum RP2040-E1)

@ ---------------------------------------------------------------------------------------------------------
@ The second stage, which the boot ROM copies to RAM and checks by its CRC: plain serial reads (03h) through
@ the SSI, slow and true of every flash chip.
        .section .boot2, "ax"
boot2:
        ldr     r0, =SSI
        movs    r1, #0
        str     r1, [r0, #0x08]                 @ SSIENR: off while it is set up
        movs    r1, #8
        str     r1, [r0, #0x14]                 @ BAUDR
        ldr     r1, =(31 << 16) | (3 << 8)      @ CTRLR0: 32 bits a frame, TMOD = EEPROM read
        str     r1, [r0, #0x00]
        movs    r1, #0
        str     r1, [r0, #0x04]                 @ CTRLR1: one frame
        ldr     r1, =(3 << 24) | (2 << 8) | (6 << 2)    @ SPI_CTRLR0: command 03h, 8 bits, address 24 bits
        ldr     r2, =SSI + 0xf4
        str     r1, [r2]
        movs    r1, #1
        str     r1, [r0, #0x08]
        ldr     r0, =XIP + 0x100
        ldr     r1, =VTOR
        str     r0, [r1]
        ldmia   r0!, {r1, r2}
        msr     msp, r1
        bx      r2
        .ltorg

@ ---------------------------------------------------------------------------------------------------------
        .section .vectors, "a"
        .word   0x20040000
        .word   start
        .word   fault                       @ NMI
        .word   fault                       @ hard fault

        .text
        .global start
        .thumb_func
start:
        bl      clocks
        bl      uart
        bl      count_start                     @ r0 = which start this is, by the flash
        mov     r7, r0
        ldr     r4, =WATCHDOG
        ldr     r5, [r4, #0x08]                 @ REASON
        ldr     r6, [r4, #0x0c]                 @ SCRATCH0
        ldr     r0, =text_start
        bl      say
        mov     r0, r7
        bl      say_hex
        ldr     r0, =text_reason
        bl      say
        mov     r0, r5
        bl      say_hex
        ldr     r0, =text_chip
        bl      say
        ldr     r0, =VREG
        ldr     r0, [r0, #0x08]                 @ CHIP_RESET
        bl      say_hex
        ldr     r0, =text_kept
        bl      say
        mov     r0, r6
        bl      say_hex
        ldr     r0, =text_sum
        bl      say
        bl      sum
        bl      say_hex
        bl      say_line_end
        ldr     r0, =KEPT
        str     r0, [r4, #0x0c]
        ldr     r0, =PSM
        ldr     r1, =0x0001fffc                 @ WDSEL: the watchdog resets all but the oscillators
        str     r1, [r0, #0x08]
        ldr     r0, =RESETS
        ldr     r1, =0x01ffffff
        str     r1, [r0, #0x04]                 @ and every peripheral
        cmp     r5, #0
        beq     let_it_bite
        cmp     r5, #1
        beq     force_it
        b       done

@ Start 1: arms the watchdog and never feeds it.
let_it_bite:
        ldr     r0, =BITES_AFTER
        str     r0, [r4, #0x04]                 @ LOAD
        ldr     r0, =1 << 30                    @ CTRL: ENABLE
        str     r0, [r4, #0x00]
        b       .

@ Start 2: TRIGGER, without waiting for the timer.
force_it:
        ldr     r0, =1 << 31
        str     r0, [r4, #0x00]
        b       .

@ Start 3: no watchdog; what comes in goes out.
done:
        movs    r0, #0
        str     r0, [r4, #0x00]
        ldr     r0, =text_done
        bl      say
echo:
        ldr     r1, =UART0
1:      ldr     r0, [r1, #0x18]                 @ FR: RXFE
        movs    r2, #1 << 4
        tst     r0, r2
        bne     1b
        ldr     r0, [r1]
        bl      say_byte
        b       echo

        .thumb_func
fault:
        ldr     r0, =text_fault
        bl      say
        b       .

@ ---------------------------------------------------------------------------------------------------------
@ 12 MHz from the crystal for the core and the UART, and the watchdog's tick.
clocks:
        ldr     r0, =XOSC
        movs    r1, #47
        str     r1, [r0, #0x0c]                 @ STARTUP: about 1 ms
        ldr     r1, =(0xfab << 12) | 0xaa0
        str     r1, [r0, #0x00]                 @ CTRL: enable, 1 to 15 MHz
1:      ldr     r1, [r0, #0x04]                 @ STATUS: STABLE is the sign bit
        cmp     r1, #0
        bge     1b
        ldr     r0, =CLOCKS
        movs    r1, #2
        str     r1, [r0, #0x30]                 @ CLK_REF_CTRL: the crystal
        movs    r1, #0
        str     r1, [r0, #0x3c]                 @ CLK_SYS_CTRL: clk_ref
        ldr     r1, =1 << 11
        str     r1, [r0, #0x48]                 @ CLK_PERI_CTRL: enabled, from clk_sys
        ldr     r0, =WATCHDOG
        ldr     r1, =(1 << 9) | 12
        str     r1, [r0, #0x2c]                 @ TICK: every 12 cycles, 1 us
        bx      lr

uart:
        ldr     r0, =RESETS_CLR
        ldr     r1, =WAITED_FOR
        str     r1, [r0]
        ldr     r0, =RESETS
1:      ldr     r2, [r0, #RESET_DONE]
        ands    r2, r1
        cmp     r2, r1
        bne     1b
        ldr     r0, =IO_BANK0
        movs    r1, #2                          @ FUNCSEL: UART
        str     r1, [r0, #0x04]                 @ GP0: TX
        str     r1, [r0, #0x0c]                 @ GP1: RX
        ldr     r0, =UART0
        movs    r1, #6                          @ 12 MHz / (16 x 115200) = 6 + 33/64
        str     r1, [r0, #0x24]
        movs    r1, #33
        str     r1, [r0, #0x28]
        movs    r1, #0x70                       @ LCR_H: 8 bits, FIFOs
        str     r1, [r0, #0x2c]
        ldr     r1, =0x301                      @ CR: enabled, both ways
        str     r1, [r0, #0x30]
        bx      lr

@ ---------------------------------------------------------------------------------------------------------
@ say r0: a text that ends with a zero
say:
        push    {r4, lr}
        mov     r4, r0
1:      ldrb    r0, [r4]
        adds    r4, #1
        cmp     r0, #0
        beq     2f
        bl      say_byte
        b       1b
2:      pop     {r4, pc}

say_line_end:
        push    {lr}
        ldr     r0, =text_end
        bl      say
        pop     {pc}

say_byte:
        push    {r1, r2, r3}
        ldr     r1, =UART0
        movs    r3, #1 << 5                     @ FR: TXFF
1:      ldr     r2, [r1, #0x18]
        tst     r2, r3
        bne     1b
        str     r0, [r1]
        pop     {r1, r2, r3}
        bx      lr

@ say_hex r0: eight digits
say_hex:
        push    {r4, r5, lr}
        mov     r4, r0
        movs    r5, #8
1:      movs    r0, #28
        rors    r4, r0                          @ the highest digit comes lowest
        movs    r0, #15
        ands    r0, r4
        adds    r0, #'0'
        cmp     r0, #'9'
        ble     2f
        adds    r0, #'a' - '9' - 1
2:      bl      say_byte
        subs    r5, #1
        bne     1b
        pop     {r4, r5, pc}

@ ---------------------------------------------------------------------------------------------------------
@ rom r0: a function's two letters -> r0: its address
rom:
        push    {r4, lr}
        mov     r1, r0
        movs    r2, #0x14
        ldrh    r0, [r2]                        @ the table of functions
        movs    r2, #0x18
        ldrh    r2, [r2]                        @ and who looks things up
        blx     r2
        pop     {r4, pc}

@ sum -> r0: 1.5 + 2.25 by the boot ROM's float table, whose first entry adds
sum:
        push    {r4, lr}
        ldr     r1, ='S' | ('F' << 8)
        movs    r2, #0x16
        ldrh    r0, [r2]                        @ the table of data
        movs    r2, #0x18
        ldrh    r2, [r2]
        blx     r2
        ldr     r4, [r0]
        ldr     r0, =0x3fc00000
        ldr     r1, =0x40100000
        blx     r4
        pop     {r4, pc}

@ ---------------------------------------------------------------------------------------------------------
@ count_start -> r0: starts so far, kept in flash. What it needs while flash cannot be read (functions'
@ addresses, the page, its own instructions) is in RAM first.
count_start:
        push    {r4, r5, r6, r7, lr}
        ldr     r0, =XIP + COUNTER
        ldr     r1, [r0]
        ldr     r2, =COUNTER_MARK
        ldr     r0, [r0, #4]
        cmp     r1, r2
        beq     1f
        movs    r0, #0
1:      adds    r6, r0, #1
        ldr     r4, =page
        str     r2, [r4]
        str     r6, [r4, #4]
        ldr     r4, =functions
        ldr     r5, =letters
        movs    r7, #6
2:      ldrh    r0, [r5]
        bl      rom
        str     r0, [r4]
        adds    r4, #4
        adds    r5, #2
        subs    r7, #1
        bne     2b
        ldr     r0, =rewrite_from
        ldr     r1, =ramcode
        ldr     r2, =rewrite_end
3:      ldmia   r0!, {r3}
        stmia   r1!, {r3}
        cmp     r1, r2
        blo     3b
        ldr     r0, =rewrite
        blx     r0
        ldr     r0, =XIP + COUNTER
        ldr     r0, [r0, #4]
        cmp     r0, r6
        beq     4f
        ldr     r0, =text_unwritten
        bl      say
4:      mov     r0, r6
        pop     {r4, r5, r6, r7, pc}

        .align  2
letters:
        .ascii  "IFEXRERPFCCX"                  @ connect, leave XIP, erase, program, flush, enter XIP

        .section .ramcode, "ax"
        .align  2
ramcode:
        .thumb_func
rewrite:
        push    {r4, lr}
        ldr     r4, =functions
        ldr     r0, [r4, #0]
        blx     r0
        ldr     r0, [r4, #4]
        blx     r0
        ldr     r0, =COUNTER
        ldr     r1, =4096
        ldr     r2, =1 << 16
        movs    r3, #0xd8
        push    {r4}
        ldr     r4, [r4, #8]
        blx     r4
        pop     {r4}
        ldr     r0, =COUNTER
        ldr     r1, =page
        ldr     r2, =256
        ldr     r3, [r4, #12]
        blx     r3
        ldr     r0, [r4, #16]
        blx     r0
        ldr     r0, [r4, #20]
        blx     r0
        pop     {r4, pc}
        .ltorg

        .section .rodata
text_start:     .asciz  "\r\nHIL probe: start "
text_reason:    .asciz  " reason "
text_chip:      .asciz  " chip "
text_kept:      .asciz  " kept "
text_sum:       .asciz  " sum "
text_end:       .asciz  "\r\n"
text_done:      .asciz  "HIL probe: done\r\n"
text_fault:     .asciz  "\r\nHIL probe: hard fault\r\n"
text_unwritten: .asciz  "\r\nHIL probe: the flash was not written\r\n"

        .bss
        .align  2
functions:      .space  6 * 4
page:           .space  256
