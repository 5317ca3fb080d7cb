'use client';

import { Button } from '@mantine/core';
import { useState } from 'react';
import { type EnvoiMontre, ETATS_ENVOI } from '#shared/contrats/financement/envoi';
import { nombreEntier, pluriel } from '#shared/mots/nombres';
import { nouvelId } from '../../../_donnees/base/ids';
import { nomAuteur, parAuteur } from '../../../_donnees/depot/auteurs';
import { renvoyerFichier } from '../../../_donnees/lecture/envois';
import { useDepot, useMaintenant } from '../../../_donnees/lecture/hooks';
import { useAction } from '../../../_ui/demandes/appeler';
import { quand } from '../../../_ui/mots/quand';
import { peutRepartir, poids, TONS } from './mots';
import { Tableau } from './tableau';

/** What a destination answers is dated by its file, not by a person. */
const estReponse = (auteur: string): boolean => auteur.startsWith('RETOUR_');

const Historique = ({ e }: { e: EnvoiMontre }) => {
  const maintenant = useMaintenant();
  return (
    <ol className="envois__historique">
      {e.historique.map((h) => (
        <li key={`${h.etat} ${h.instant}`}>
          {ETATS_ENVOI[h.etat].libelle} {quand(h.instant, maintenant)}
          {h.auteur === undefined ? null : estReponse(h.auteur) ? (
            <>, d’après {h.auteur}</>
          ) : (
            <>
              {' '}
              <Auteur identifiant={h.auteur} />
            </>
          )}
        </li>
      ))}
    </ol>
  );
};

/** Only shown to who is told names: the frame of the others knows none. */
const Auteur = ({ identifiant }: { identifiant: string }) => {
  const depot = useDepot();
  return <>{parAuteur(nomAuteur(depot, identifiant))}</>;
};

const Suite = ({ e }: { e: EnvoiMontre }) => {
  const maintenant = useMaintenant();
  const { demande, motifs = [], nombreMotifs } = e;
  return (
    <>
      {demande?.raison ? (
        <p className="envois__raison">
          Non parti : {demande.raison}.{' '}
          {demande.abandon
            ? 'Plus d’essai automatique : corrigez, puis renvoyez.'
            : `Prochain essai ${quand(demande.prochainLe, maintenant)}.`}
        </p>
      ) : null}
      {e.etat === 'REFUSE' && motifs.length === 0 ? (
        <p className="envois__raison">{pluriel(nombreMotifs, 'motif')} de refus, que voit le service central.</p>
      ) : null}
      {motifs.length > 0 ? (
        <ul className="envois__motifs">
          {motifs.slice(0, 20).map((m, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: reasons are never reordered, and may repeat.
            <li key={i}>
              {m.ligne === undefined ? '' : `Ligne ${m.ligne} : `}
              {m.motif}
            </li>
          ))}
          {motifs.length > 20 ? <li>et {pluriel(motifs.length - 20, 'autre')}</li> : null}
        </ul>
      ) : null}
    </>
  );
};

const Renvoyer = ({ e, apres }: { e: EnvoiMontre; apres: () => void }) => {
  const { refus, enCours, faire } = useAction();
  // Made again since its answer was lost, the click is the same.
  const [sur, setSur] = useState<string>();
  if (sur === undefined)
    return (
      <Button size="compact-xs" variant="default" onClick={() => setSur(nouvelId())}>
        Renvoyer…
      </Button>
    );
  return (
    <span className="envois__sur">
      <span className={refus ? 'envois__raison' : 'envois__note'} role={refus ? 'alert' : undefined}>
        {refus?.message ?? 'Le destinataire recevra ce fichier une fois de plus.'}
      </span>
      <Button
        size="compact-xs"
        loading={enCours}
        onClick={() =>
          void faire(
            () => renvoyerFichier(e.id, sur),
            () => {
              setSur(undefined);
              apres();
            },
          )
        }
      >
        Renvoyer
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => setSur(undefined)}>
        Ne pas renvoyer
      </Button>
    </span>
  );
};

type Props = { envois: readonly EnvoiMontre[]; peutEnvoyer: boolean; relire: () => void };

/** A destination's files: what has become of each, by whom and when, why it was refused. */
export const Fichiers = ({ envois, peutEnvoyer, relire }: Props) => (
  <Tableau titres={['Fichier', 'Lignes', 'Poids', 'Statut', 'Historique']}>
    {envois.map((e) => (
      <tr key={e.id}>
        <th scope="row">{e.nom}</th>
        <td>{nombreEntier(e.lignes)}</td>
        <td>{poids(e.octets)}</td>
        <td>
          <span className={`statut statut--${TONS[e.etat]}`}>{ETATS_ENVOI[e.etat].libelle}</span>
        </td>
        <td className="envois__suite">
          <Historique e={e} />
          <Suite e={e} />
        </td>
        <td className="action">{peutEnvoyer && peutRepartir(e) ? <Renvoyer e={e} apres={relire} /> : null}</td>
      </tr>
    ))}
  </Tableau>
);
