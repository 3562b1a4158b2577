package org.hilfarm.model.board;

/** Something of a slot that the rack brings to one of two states, and by what. */
public sealed interface SlotSwitch permits SwitchFile, GpioLine, SwitchCommand {}
