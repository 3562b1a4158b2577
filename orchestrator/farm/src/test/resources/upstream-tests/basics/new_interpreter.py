try:
    left
except NameError:
    print("new")
