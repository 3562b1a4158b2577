print("after it all")
