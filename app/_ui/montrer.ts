const defileur = (e: Element): Element | null => {
  for (let p = e.parentElement; p; p = p.parentElement) {
    if (p.scrollHeight > p.clientHeight && /auto|scroll/.test(getComputedStyle(p).overflowY)) return p;
  }
  return document.scrollingElement;
};

/** Scrolls as little as shows all of it, clear of the buttons of its form, which stay in view over what passes under them. */
export const montrer = (e: Element | null | undefined): void => {
  if (!e) return;
  e.scrollIntoView({ block: 'nearest' });
  const pied = e.closest('form')?.querySelector('.formulaire__pied, .pied-fenetre');
  if (!pied || !(e.compareDocumentPosition(pied) & Node.DOCUMENT_POSITION_FOLLOWING)) return;
  const couvert = e.getBoundingClientRect().bottom - pied.getBoundingClientRect().top;
  if (couvert > 0) defileur(e)?.scrollBy(0, Math.ceil(couvert));
};
