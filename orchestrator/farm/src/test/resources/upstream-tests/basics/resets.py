import microcontroller
print("resetting")
microcontroller.reset()
