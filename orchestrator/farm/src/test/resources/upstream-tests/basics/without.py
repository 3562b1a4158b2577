print("nobody knows")
