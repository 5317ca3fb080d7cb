import type { KeyboardEvent } from 'react';

// Figures are an hour, letters a motif: in the form of a correction each goes to its field, with no Tab between them.

type Lieu = 'HEURE' | 'MOTIF';

/** Where a key goes, if elsewhere than the field that it is typed in. `vide`: nothing is typed there yet. */
export const passage = (touche: string, ou: Lieu, vide: boolean): Lieu | undefined => {
  if (ou === 'MOTIF') return vide && /^\d$/.test(touche) ? 'HEURE' : undefined;
  // « 8h31 »
  return /^\p{L}$/u.test(touche) && touche.toLowerCase() !== 'h' ? 'MOTIF' : undefined;
};

/** What is typed goes on in the field that takes the keyboard; `cote`: of the hour that is missing. */
export const passerAuChamp = (ev: KeyboardEvent<HTMLFormElement>, cote: 'arrivee' | 'depart' | undefined): void => {
  const { target, currentTarget: form, ctrlKey, altKey, metaKey } = ev;
  if (!(target instanceof HTMLInputElement) || ctrlKey || altKey || metaKey) return;
  const [arrivee, depart] = form.querySelectorAll<HTMLInputElement>('input.saisie-heure');
  const motif = form.querySelector<HTMLInputElement>('input[data-testid=motif]');
  const heure = cote && { arrivee, depart }[cote];
  const ou = target === motif ? 'MOTIF' : target === arrivee || target === depart ? 'HEURE' : undefined;
  const vers = ou && passage(ev.key, ou, target.value === '');
  if (vers) (vers === 'HEURE' ? heure : motif)?.focus();
};
