# SPDX-License-Identifier: Apache-2.0
"""Which modules a Pico's firmware has, and what is in those that are not modelled.

Names: help("modules") and dir() of 10.2.0, circuitpython shared-bindings/*/__init__.c.
"""

# Modules of the interpreter, and what a board has of each.
FACADES = {
    "array": "array",
    "binascii": "a2b_base64 b2a_base64 crc32 hexlify unhexlify",
    "collections": "OrderedDict deque namedtuple",
    "io": "BytesIO IOBase StringIO open",
    "json": "dump dumps load loads",
    "math": (
        "acos asin atan atan2 ceil copysign cos degrees e exp fabs floor fmod frexp isfinite"
        " isinf isnan ldexp log modf pi pow radians sin sqrt tan trunc"
    ),
    "micropython": "const",
}

# Modules with a file of their own beside this one, some under another name.
STUBS = (
    "adafruit_bus_device alarm analogio atexit bitbangio board busio codeop countio digitalio"
    " displayio errno gc getpass hashlib i2cdisplaybus i2ctarget keypad locale microcontroller neopixel_write nvm"
    " os pulseio pwmio rainbowio random re rotaryio rtc select storage struct supervisor sys time"
    " touchio traceback usb_cdc usb_hid usb_midi warnings watchdog zlib"
).split(" ")
RENAMED = ("errno", "gc", "hashlib", "locale", "os", "random", "re", "select", "struct", "sys", "time")

# Modules of which only the names are there: using one says that it is not modelled.
SHELLS = {
    "__future__": "",
    "_asyncio": "Task TaskQueue",
    "_bleio": "set_adapter",
    "_eve": "_EVE",
    "_pixelmap": "PixelMap",
    "adafruit_pixelbuf": "PixelBuf",
    "aesio": "AES",
    "analogbufio": "BufferedIn",
    "audiobusio": "I2SOut PDMIn",
    "audiocore": "RawSample WaveFile",
    "audiomixer": "Mixer MixerVoice",
    "audiomp3": "MP3Decoder",
    "audiopwmio": "PWMAudioOut",
    "audiospeed": "SpeedChanger",
    "bitmapfilter": "ChannelMixer ChannelMixerOffset ChannelScale ChannelScaleOffset",
    "bitmaptools": "BlendMode DitherAlgorithm",
    "bitops": "bit_transpose",
    "busdisplay": "BusDisplay",
    "epaperdisplay": "EPaperDisplay",
    "floppyio": "flux_readinto mfm_readinto",
    "fontio": "BuiltinFont Glyph",
    "fourwire": "FourWire",
    "framebufferio": "FramebufferDisplay",
    "gifio": "GifWriter OnDiskGif",
    "i2cioexpander": "IOExpander",
    "imagecapture": "ParallelImageCapture",
    "jpegio": "JpegDecoder",
    "keypad_demux": "DemuxKeyMatrix",
    "lvfontio": "OnDiskFont",
    "memorymap": "AddressRange",
    "msgpack": "ExtType pack unpack",
    "onewireio": "OneWire",
    "paralleldisplaybus": "ParallelBus",
    "picodvi": "Framebuffer",
    "qrio": "PixelPolicy QRDecoder QRInfo",
    "rgbmatrix": "RGBMatrix",
    "rp2pio": "StateMachine",
    "sdcardio": "SDCard",
    "sharpdisplay": "SharpMemoryFramebuffer",
    "synthio": (
        "Biquad Envelope EnvelopeState FilterMode LFO Math MathOperation MidiTrack Note"
        " Synthesizer from_file midi_to_hz voct_to_hz"
    ),
    "terminalio": "Terminal",
    "tilepalettemapper": "TilePaletteMapper",
    "ulab": "numpy scipy utils",
    "usb": "core util",
    "usb_host": "Port set_user_keymap",
    "usb_video": "USBFramebuffer enable_framebuffer",
    "vectorio": "Circle Polygon Rectangle",
}

# Listed by help("modules") besides all of the above.
_MORE = (
    "__main__ adafruit_bus_device.i2c_device adafruit_bus_device.spi_device builtins ulab.numpy"
    " ulab.numpy.fft ulab.numpy.linalg ulab.scipy ulab.scipy.linalg ulab.scipy.optimize"
    " ulab.scipy.signal ulab.scipy.special ulab.utils usb.core usb.util"
).split(" ")

BUILTINS = (
    "ArithmeticError AssertionError AttributeError BaseException BrokenPipeError ConnectionError"
    " EOFError Ellipsis Exception FutureWarning GeneratorExit ImportError IndentationError"
    " IndexError KeyError KeyboardInterrupt LookupError MemoryError NameError NotImplemented"
    " NotImplementedError OSError OverflowError ReloadException RuntimeError StopAsyncIteration"
    " StopIteration SyntaxError SystemExit TimeoutError TypeError UnicodeError ValueError Warning"
    " ZeroDivisionError __build_class__ __class__ __dict__ __import__ __name__ __repl_print__ abs"
    " all any bin bool bytearray bytes callable chr classmethod compile complex delattr dict dir"
    " divmod enumerate eval exec filter float frozenset getattr globals hasattr hash help hex id"
    " input int isinstance issubclass iter len list locals map max memoryview min next object oct"
    " open ord pow print property range repr reversed round set setattr slice sorted staticmethod"
    " str sum super tuple type zip"
).split(" ")


def modules():
    return sorted(set(list(FACADES) + STUBS + list(SHELLS) + _MORE))
