left = 1
print("names" in dir())
