import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { notifications } from '../notifications';

/** Long enough to change one's mind. */
export const DELAI_ANNULATION_MS = 8_000;

/** What a notice says, and beside it the button that takes back what it tells of. `id`: of the notice, which it closes. */
export const avecAnnuler = (message: string, id: string, annuler: () => void): ReactNode => (
  <span className="annonce">
    <span>{message}</span>
    <Button
      size="compact-xs"
      variant="default"
      onClick={() => {
        notifications.hide(id);
        annuler();
      }}
    >
      Annuler (Ctrl Z)
    </Button>
  </span>
);
