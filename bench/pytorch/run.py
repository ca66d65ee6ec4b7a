"""The PyTorch side of a bench: `run.py NAME THREADS` answers 'run K' lines with the milliseconds of K training steps."""

import importlib
import json
import sys
import time

import torch


def main(name, threads):
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    bench = importlib.import_module(name.replace("-", "_"))
    training = bench.training()
    answer(kind="ready", batch=training.batch, parameterCount=training.parameter_count)
    for line in sys.stdin:
        command, _, count = line.partition(" ")
        if command.strip() == "stop":
            break
        milliseconds = [timed(training.step) for _ in range(int(count))]
        answer(kind="ran", milliseconds=milliseconds, **memory())


def timed(step):
    start = time.perf_counter()
    step()
    return (time.perf_counter() - start) * 1e3


def answer(**message):
    print(json.dumps(message), flush=True)


def memory():
    """Resident memory of this process in MiB: the most it had, and, where the system says so, what it has now."""
    try:
        with open("/proc/self/status") as file:
            fields = dict(line.split(":", 1) for line in file)
        return {
            "peakMemoryMiB": int(fields["VmHWM"].split()[0]) / 1024,
            "memoryMiB": int(fields["VmRSS"].split()[0]) / 1024,
        }
    except OSError:
        return {}


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
