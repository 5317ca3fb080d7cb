'use client';

import { Button } from '@mantine/core';
import { useState } from 'react';
import { PHRASE_RESTES, reprendreEffacements } from '../../../_donnees/base/restes';
import './antenne-retiree.css';

/** A file that should be gone from this PC and is not: what to do, on every screen until it is gone. */
export const Restes = () => {
  const [enCours, setEnCours] = useState(false);
  return (
    <div className="retirees" role="alert" data-testid="restes">
      <span>{PHRASE_RESTES}</span>
      <Button
        size="compact-sm"
        variant="default"
        loading={enCours}
        onClick={() => {
          setEnCours(true);
          void reprendreEffacements().finally(() => setEnCours(false));
        }}
      >
        Réessayer
      </Button>
    </div>
  );
};
