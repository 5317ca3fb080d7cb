'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { pluriel } from '#shared/mots/nombres';
import { valeurSuivie } from '../../_commun/valeur-suivie';
import { useMaintenant, useSync } from '../../_donnees/lecture/hooks';
import { phraseSync, type TonSync } from '../../_donnees/replication/etat-sync';
import { differer } from '../../_ui/champs/differe';
import { Icone, type NomIcone } from '../../_ui/mots/icones';

const DetailSync = differer(() => import('./detail-sync').then((m) => m.DetailSync));

const ICONES: Record<TonSync, NomIcone> = { ok: 'coche', actif: 'rotation', alerte: 'nuageBarre', erreur: 'serrure' };

/** Whether the drawer is open: the mark opens it, and so does the notice that tells of a refusal. */
export const detailSync = valeurSuivie(false);
const fermer = (): void => detailSync.changer(() => false);

/** Always there, in words; a click tells what waits, since when, what was refused. */
export const MarqueSync = () => {
  const sync = useSync();
  const maintenant = useMaintenant();
  const ouvert = useSyncExternalStore(detailSync.abonner, detailSync.lire, () => false);
  // The next person's screens begin without it.
  useEffect(() => fermer, []);
  const { texte, ton } = phraseSync(sync, maintenant);
  return (
    <>
      <button
        type="button"
        className={`sync sync--${ton}`}
        onClick={() => detailSync.changer(() => true)}
        data-testid="sync"
      >
        <Icone nom={ICONES[ton]} />
        <span role="status">{texte}</span>
        {sync.refusees > 0 ? <span className="sync__refus">{pluriel(sync.refusees, 'refusée')}</span> : null}
      </button>
      {ouvert ? <DetailSync fermer={fermer} /> : null}
    </>
  );
};
