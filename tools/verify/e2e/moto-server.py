"""Serves moto at a free port of this machine, and ends with the process that started it."""
import os
import signal
import sys

from moto.server import ThreadedMotoServer

# An interrupt at the terminal reaches the process that started this one, which then closes the input.
signal.signal(signal.SIGINT, signal.SIG_IGN)
server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
print(*server.get_host_and_port(), flush=True)
sys.stdin.read()
# Ends at once, even in the middle of a request.
os._exit(0)
