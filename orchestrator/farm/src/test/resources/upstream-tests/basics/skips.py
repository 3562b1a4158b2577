try:
    import no_such_module
except ImportError:
    print("SKIP")
    raise SystemExit
print("here")
