// Layout takes from milliseconds to seconds, so elk runs here. Its script listens for messages as soon as it is loaded.
import 'elkjs/lib/elk-worker.min.js';
