/**
 * A part of a screen that comes with its code brings its styles. Next hands their sheet to React, which holds back every drawing of
 * the page until it has come: a field then forgets each letter that is typed. Without this function the loader puts the sheet in the
 * page itself, and what waits for it is that part alone.
 */
export const chargerStylesAPart = (): void => {
  Reflect.deleteProperty(globalThis, '_N_E_STYLE_LOAD');
};
