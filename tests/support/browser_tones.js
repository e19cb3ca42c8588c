// Runs in every page before the app: the microphone is a pure tone, and what the page hears can be measured.
(() => {
  const frequency = FREQUENCY;
  const connections = [];
  const sockets = [];
  const shared = {};

  function audio() {
    shared.context ??= new AudioContext();
    void shared.context.resume();
    return shared.context;
  }

  const Connection = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Connection {
    constructor(...words) {
      super(...words);
      connections.push(this);
    }
  };
  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(...words) {
      super(...words);
      sockets.push(this);
    }
  };

  navigator.mediaDevices.getUserMedia = async () => {
    const context = audio();
    const tone = context.createOscillator();
    tone.frequency.value = frequency;
    const loudness = context.createGain();
    loudness.gain.value = 0.3;
    const microphone = context.createMediaStreamDestination();
    tone.connect(loudness).connect(microphone);
    tone.start();
    return microphone.stream;
  };

  /** The remote track of the newest call that is up. */
  function remote() {
    for (const connection of connections.toReversed()) {
      if (connection.connectionState !== "connected") continue;
      const receiver = connection.getReceivers().find(({ track }) => track?.readyState === "live");
      if (receiver !== undefined) return receiver.track;
    }
    return undefined;
  }

  function listen(track) {
    if (shared.track === track) return shared.analyser;
    const context = audio();
    shared.source?.disconnect();
    shared.track = track;
    shared.source = context.createMediaStreamSource(new MediaStream([track]));
    shared.analyser = context.createAnalyser();
    shared.analyser.fftSize = 8192;
    shared.analyser.smoothingTimeConstant = 0;
    shared.source.connect(shared.analyser);
    return shared.analyser;
  }

  window.ringwellTest = {
    /** Decibels of each wanted frequency in what is heard now, and of all of it; null when there is no call. */
    heard(frequencies) {
      const track = remote();
      if (track === undefined) return null;
      const analyser = listen(track);
      const bins = new Float32Array(analyser.frequencyBinCount);
      analyser.getFloatFrequencyData(bins);
      const wave = new Float32Array(analyser.fftSize);
      analyser.getFloatTimeDomainData(wave);
      const power = wave.reduce((sum, sample) => sum + sample * sample, 0) / wave.length;
      const width = analyser.context.sampleRate / analyser.fftSize;
      const peak = (wanted) => {
        const at = Math.round(wanted / width);
        return Math.max(-200, ...bins.subarray(at - 3, at + 4));
      };
      return { tones: frequencies.map(peak), all: 10 * Math.log10(power + 1e-12) };
    },
    /** Takes away the page's connections to an address that ends so, as a lost network would. */
    closeSockets(end) {
      for (const socket of sockets) if (new URL(socket.url).pathname.endsWith(end)) socket.close();
    },
  };
})();
