/** Once the page has nothing else to do, `delai` ms later at most: what the person waits for comes first. */
export const quandLibre = (travail: () => void, delai = 1_000): void => {
  // A frame first, for what it draws is not yet known before it; a hidden page draws none.
  let commence = false;
  const commencer = (): void => {
    if (commence) return;
    commence = true;
    travail();
  };
  setTimeout(commencer, delai);
  requestAnimationFrame(() => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(commencer);
    else setTimeout(commencer);
  });
};
