print("one")
print("zwei")
