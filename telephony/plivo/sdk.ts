// All that we take of the operator's SDK: its check of a signature, and its XML. By their own files: its main one loads an HTTP
// client and forty libraries that nothing of ours calls. `request`, which nobody maintains any more, it brings and loads nowhere.
export { Response } from 'plivo/dist/utils/plivoxml.js';
export { validateV3Signature } from 'plivo/dist/utils/v3Security.js';
