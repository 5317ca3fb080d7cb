/** Where what is typed is text: a letter there is no shortcut. */
export const CHAMPS = 'input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable="true"]';
