'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { Poste } from '../../_data/poste';
import { Icone } from '../../_ui/icones';
import './bouton.css';

const Signaler = dynamic(() => import('./signaler').then((m) => m.Signaler), { ssr: false });

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
