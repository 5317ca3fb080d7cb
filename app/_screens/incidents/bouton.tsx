'use client';

import { useState } from 'react';
import type { Poste } from '../../_data/poste';
import { Icone } from '../../_ui/icones';
import './bouton.css';
import { differer } from '../../_ui/differe';

const Signaler = differer(() => import('./signaler').then((m) => m.Signaler));

/** In sight on every screen: one click opens the report, a second sends it. `poste`: where it is kept without network. */
export const SignalerIncident = ({ poste }: { poste?: Poste }) => {
  const [ouvert, setOuvert] = useState(false);
  return (
    <>
      <button type="button" className="cadre__signaler" onClick={() => setOuvert(true)}>
        <Icone nom="bulle" />
        <span>Signaler un incident</span>
      </button>
      {ouvert ? <Signaler {...(poste ? { poste } : {})} fermer={() => setOuvert(false)} /> : null}
    </>
  );
};
