'use client';

import { Modal, type ModalProps } from '@mantine/core';
import { useEffect, useState } from 'react';

const estPerdu = (): boolean => document.activeElement === null || document.activeElement === document.body;
const versLEcran = (): void => document.getElementById('contenu')?.focus({ preventScroll: true });

/** A button that opened a dialogue may leave by what was done there: the focus is then the screen's, for Tab to go on from. */
const veiller = (bouton: HTMLElement): void => {
  const observateur = new MutationObserver(() => {
    if (document.activeElement === bouton) return;
    observateur.disconnect();
    if (!bouton.isConnected && estPerdu()) versLEcran();
  });
  observateur.observe(document.body, { childList: true, subtree: true });
};

/** Gives the focus back, as it goes, to what had it before it came, unless something else has taken it meanwhile. */
export const useRendreFocus = (): void => {
  const [avant] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (!estPerdu()) return;
      if (avant instanceof HTMLElement && avant.isConnected) {
        avant.focus({ preventScroll: true });
        veiller(avant);
      } else versLEcran();
    },
    [avant],
  );
};

type Props = Omit<ModalProps, 'opened'> & {
  /** Something is typed in it; where it does not say, typing tells. */
  entamee?: boolean;
};

/**
 * A dialogue that is there only while it is open: Mantine gives the focus back to those alone that stay, closed. A click beside it
 * closes it while nothing is typed in it.
 */
export const Fenetre = ({ entamee, closeOnClickOutside = true, ...props }: Props) => {
  useRendreFocus();
  const [touchee, setTouchee] = useState(false);
  return (
    <Modal
      opened
      {...props}
      closeOnClickOutside={closeOnClickOutside && !(entamee ?? touchee)}
      onInput={() => setTouchee(true)}
    />
  );
};
