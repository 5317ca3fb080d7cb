// All that we take of the operator's SDK: its check of a signature, and its XML. By their own files: its main one loads an HTTP
// client that nobody maintains any more (`request`), which nothing of ours calls.
export { Response } from 'plivo/dist/utils/plivoxml.js';
export { validateV3Signature } from 'plivo/dist/utils/v3Security.js';
