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

        .include "pico.inc"

        .equ    COUNTER,        0x001ff000      @ the last sector of a 2 MiB flash
        .equ    COUNTER_MARK,   0x6c696870      @ "phil", so that an erased sector counts as none
        .equ    KEPT,           0x5afe0001
        .equ    BITES_AFTER,    50000 * 2       @ 50 ms; it counts down twice a tick (erratum RP2040-E1)

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

        .include "uart.inc"

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
