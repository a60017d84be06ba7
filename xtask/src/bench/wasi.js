// Runs a program that was compiled for wasm32-wasip1, and sends back what it printed. Of WASI there is what a
// benchmark needs: a clock, and a place to print to.

const SUCCESS = 0;
const NOT_SUPPORTED = 52;
const NANOSECONDS_IN_A_MILLISECOND = 1e6;

let memory;
let printed = "";

const view = () => new DataView(memory.buffer);

// A list of texts that is empty: how many there are, and how many bytes they take.
const nothing = (count, bytes) => {
  view().setUint32(count, 0, true);
  view().setUint32(bytes, 0, true);
  return SUCCESS;
};

class Exit extends Error {
  constructor(code) {
    super(`the program ended with ${code}`);
    this.code = code;
  }
}

const known = {
  clock_time_get(_clock, _precision, time) {
    const now = Math.round(performance.now() * NANOSECONDS_IN_A_MILLISECOND);
    view().setBigUint64(time, BigInt(now), true);
    return SUCCESS;
  },
  fd_write(_file, pieces, count, written) {
    let bytes = 0;
    for (let piece = pieces; piece < pieces + 8 * count; piece += 8) {
      const [start, length] = [view().getUint32(piece, true), view().getUint32(piece + 4, true)];
      printed += new TextDecoder().decode(new Uint8Array(memory.buffer, start, length));
      bytes += length;
    }
    view().setUint32(written, bytes, true);
    return SUCCESS;
  },
  args_sizes_get: nothing,
  args_get: () => SUCCESS,
  environ_sizes_get: nothing,
  environ_get: () => SUCCESS,
  proc_exit(code) {
    throw new Exit(code);
  },
};

const wasi = new Proxy(known, { get: (functions, name) => functions[name] ?? (() => NOT_SUPPORTED) });

async function run() {
  const response = fetch("program.wasm");
  const { instance } = await WebAssembly.instantiateStreaming(response, { wasi_snapshot_preview1: wasi });
  memory = instance.exports.memory;
  try {
    instance.exports._start();
  } catch (error) {
    if (!(error instanceof Exit && error.code === 0)) throw error;
  }
}

const send = (path, body) => fetch(path, { method: "POST", body });

run().then(
  () => send("printed", printed),
  (error) => send("failed", `${error}\n${printed}`),
);
