'use client';

import { Modal, type ModalProps } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type Demander, type Tenue, TenueContexte } from './quitter';

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

type Props = Omit<ModalProps, 'opened' | 'onClose'> & {
  onClose: () => void;
  /** Something is typed in it; where neither it nor its form says so, typing tells. */
  entamee?: boolean;
};

/**
 * A dialogue that is there only while it is open: Mantine gives the focus back to those alone that stay, closed. A click beside it
 * closes it while nothing is typed in it. Its form is asked before it closes, whatever closes it.
 */
export const Fenetre = ({ entamee, onClose, closeOnClickOutside = true, children, ...props }: Props) => {
  useRendreFocus();
  const [touchee, setTouchee] = useState(false);
  const [dite, dire] = useState<boolean>();
  const fermer = useRef(onClose);
  useEffect(() => {
    fermer.current = onClose;
  });
  const demander = useRef<Demander>(undefined);
  const tenue = useMemo<Tenue>(
    () => ({
      tenir: (forme) => {
        demander.current = forme;
        return () => {
          if (demander.current === forme) demander.current = undefined;
        };
      },
      dire,
      quitter: () => (demander.current ? demander.current(fermer.current) : fermer.current()),
    }),
    [],
  );
  return (
    <Modal
      opened
      {...props}
      onClose={tenue.quitter}
      closeOnClickOutside={closeOnClickOutside && !(entamee ?? dite ?? touchee)}
      onInput={() => setTouchee(true)}
    >
      <TenueContexte value={tenue}>{children}</TenueContexte>
    </Modal>
  );
};
