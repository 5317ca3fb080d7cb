'use client';

import { Modal, type ModalProps } from '@mantine/core';
import { useEffect, useState } from 'react';

/** Gives the focus back, as it goes, to what had it before it came, unless something else has taken it meanwhile. */
export const useRendreFocus = (): void => {
  const [avant] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const perdu = document.activeElement === null || document.activeElement === document.body;
      if (perdu && avant instanceof HTMLElement && avant.isConnected) avant.focus({ preventScroll: true });
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
