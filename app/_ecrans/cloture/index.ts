// What other screens take of the closing: the way back to it, where one came from it.
export { oublierLaCloture, RetourCloture } from './retour';
