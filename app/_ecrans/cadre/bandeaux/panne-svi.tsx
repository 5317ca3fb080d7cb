'use client';

import Link from 'next/link';
import { useEffect, useState } from 'react';
import { useMaintenant, useSync } from '../../../_donnees/lecture/hooks';
import { rafraichirService, useService } from '../../../_donnees/serveur/service';
import { ADRESSE_VIERGE } from '../../../_ui/adresses/fiches';
import { Icone } from '../../../_ui/mots/icones';
import { bandeauService } from './bandeau-service';
import './panne-svi.css';

/** Under the top bar of every screen: what is wrong with the telephone, since when, what to do; then its return. */
export const PanneSvi = () => {
  const service = useService();
  const maintenant = useMaintenant();
  const { liaison } = useSync();
  const [ferme, setFerme] = useState<string>();
  useEffect(() => {
    if (liaison === 'EN_LIGNE') void rafraichirService();
  }, [liaison]);
  const b = bandeauService(service, { liaison, maintenant, ferme });
  if (!b) return null;
  return (
    <div
      key={b.cle}
      className={`panne panne--${b.ton}`}
      role={b.ton === 'vert' ? 'status' : 'alert'}
      data-testid="panne-svi"
    >
      <Icone nom={b.ton === 'vert' ? 'coche' : 'conflit'} />
      <span>{b.phrases.map((p, i) => (i === 0 ? <strong key={p}>{p}</strong> : <span key={p}> {p}</span>))}</span>
      {b.fiches ? <Link href={ADRESSE_VIERGE}>Saisir les fiches</Link> : null}
      {b.fermable ? (
        <button type="button" aria-label="Fermer ce message" onClick={() => setFerme(b.cle)}>
          <Icone nom="croix" />
        </button>
      ) : null}
    </div>
  );
};
