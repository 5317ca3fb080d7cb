'use client';

import { useState } from 'react';
import { pluriel } from '#shared/libelles/formats';
import { useMaintenant, useSync } from '../../_donnees/lecture/hooks';
import { phraseSync, type TonSync } from '../../_donnees/replication/etat-sync';
import { differer } from '../../_ui/champs/differe';
import { Icone, type NomIcone } from '../../_ui/mots/icones';

const DetailSync = differer(() => import('./detail-sync').then((m) => m.DetailSync));

const ICONES: Record<TonSync, NomIcone> = { ok: 'coche', actif: 'rotation', alerte: 'nuageBarre', erreur: 'serrure' };

/** Always there, in words; a click tells what waits, since when, what was refused. */
export const MarqueSync = () => {
  const sync = useSync();
  const maintenant = useMaintenant();
  const [ouvert, setOuvert] = useState(false);
  const { texte, ton } = phraseSync(sync, maintenant);
  return (
    <>
      <button type="button" className={`sync sync--${ton}`} onClick={() => setOuvert(true)} data-testid="sync">
        <Icone nom={ICONES[ton]} />
        <span role="status">{texte}</span>
        {sync.refusees > 0 ? <span className="sync__refus">{pluriel(sync.refusees, 'refusée')}</span> : null}
      </button>
      {ouvert ? <DetailSync fermer={() => setOuvert(false)} /> : null}
    </>
  );
};
