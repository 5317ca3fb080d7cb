'use client';

import { Button, Loader, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { DESTINATIONS, type PageEnvois } from '#shared/contrats/financement/envoi';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { moisEnMots } from '#shared/mots/dates';
import type { Mois } from '#shared/temps/types';
import { nomAuteur } from '../../../_donnees/depot/auteurs';
import { lireEnvois, preparerEnvois } from '../../../_donnees/lecture/envois';
import { useDepot, useMaintenant } from '../../../_donnees/lecture/hooks';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { useAction } from '../../../_ui/demandes/appeler';
import { quand } from '../../../_ui/mots/quand';
import { Envoyer } from './envoyer';
import { Fichiers } from './fichiers';
import { ceQuiViendra, direHorsFichiers, empechement, rienAPreparer } from './mots';

type Antenne = PageEnvois['antennes'][number];

const etatProForma = (a: Antenne): { mot: string; ton: string } => {
  if (!a.close) return { mot: 'Mois ouvert', ton: 'gris' };
  if (a.proForma === 'VALIDE') return { mot: 'Validé', ton: 'vert' };
  return a.proForma === 'REFUSE' ? { mot: 'Refusé', ton: 'rouge' } : { mot: 'À valider', ton: 'orange' };
};

const Qui = ({ a }: { a: Antenne }) => {
  const depot = useDepot();
  const maintenant = useMaintenant();
  if (!a.auteur || !a.instant) return null;
  return (
    <span className="envois__note">
      {nomAuteur(depot, a.auteur)}, {quand(a.instant, maintenant)}
      {a.motif ? ` : ${a.motif}` : ''}
    </span>
  );
};

/** [CL-6] The antennas: closed, and their pro forma validated by whom. */
const ProFormas = ({ page }: { page: PageEnvois }) => (
  <section className="envois__antennes" aria-label="Pro forma de toutes les antennes">
    {page.antennes.map((a) => (
      <div key={a.antenne}>
        <b>{libelleAntenne(a.antenne)}</b>
        <span className={`statut statut--${etatProForma(a).ton}`}>{etatProForma(a).mot}</span>
        {a.auteur === undefined ? null : <Qui a={a} />}
      </div>
    ))}
  </section>
);

type PropsUne = { page: PageEnvois; une: PageEnvois['destinations'][number]; relire: () => void };

const Une = ({ page, une, relire }: PropsUne) => {
  const { destination, depot, envois, ecartes } = une;
  const { refus, enCours, faire } = useAction();
  const [envoi, setEnvoi] = useState(false);
  const maintenant = useMaintenant();
  const raison =
    depot === undefined ? 'Aucun dépôt n’est réglé : le service technique donne l’adresse.' : empechement(page, une);
  const rien = rienAPreparer(page, destination);
  const horsFichiers = destination === 'DASES' ? direHorsFichiers(page) : undefined;
  return (
    <section className="envois__destination" aria-label={DESTINATIONS[destination]}>
      <div className="envois__titre">
        <Title order={2}>{DESTINATIONS[destination]}</Title>
        <span className="envois__note">{depot}</span>
        {page.peutEnvoyer ? (
          <span className="fin">
            {raison ? <span className="envois__note">{raison}</span> : null}
            <Button
              size="compact-sm"
              variant="default"
              loading={enCours}
              disabled={rien}
              onClick={() => void faire(() => preparerEnvois(page.mois, destination), relire)}
            >
              Préparer
            </Button>
            <Button size="compact-sm" disabled={raison !== undefined} onClick={() => setEnvoi(true)}>
              Envoyer…
            </Button>
          </span>
        ) : null}
      </div>
      {horsFichiers === undefined ? null : (
        <Text size="sm" c="var(--ton-orange-texte)" role="note">
          {horsFichiers}
        </Text>
      )}
      {refus ? (
        <Text size="sm" c="var(--ton-rouge-texte)" role="alert">
          {refus.message}
        </Text>
      ) : null}
      {envois.length > 0 ? (
        <Fichiers envois={envois} peutEnvoyer={page.peutEnvoyer} relire={relire} />
      ) : (
        <p className="envois__note">Rien n’est préparé. {ceQuiViendra(page, destination, raison === undefined)}</p>
      )}
      {ecartes.length > 0 ? (
        <details className="envois__ecartes">
          <summary>Réponses écartées ({ecartes.length})</summary>
          <ul>
            {ecartes.map((e, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: of who reads no names, several have the same one.
              <li key={n}>
                {e.nom}, {quand(e.instant, maintenant)} : {e.raison}.
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {envoi ? (
        <Envoyer
          mois={page.mois}
          destination={destination}
          depot={depot ?? ''}
          anciens={une.anciens}
          fermer={() => setEnvoi(false)}
          apres={() => {
            setEnvoi(false);
            relire();
          }}
        />
      ) : null}
    </section>
  );
};

/** The month's files, destination by destination. */
export const Destinations = ({ mois }: { mois: Mois }) => {
  const { valeur: page, echec, relire } = useLecture(['envois', mois], () => lireEnvois(mois));
  return (
    <>
      {echec ? (
        <Text size="sm" c="var(--ton-orange-texte)" role="status">
          {echec} Les envois se lisent et se font avec le réseau.
        </Text>
      ) : null}
      {page ? (
        <div className="envois__corps">
          <ProFormas page={page} />
          {page.destinations.map((une) => (
            <Une key={une.destination} page={page} une={une} relire={relire} />
          ))}
        </div>
      ) : echec ? null : (
        <Loader size="sm" aria-label={`Lecture des envois de ${moisEnMots(mois)}`} />
      )}
    </>
  );
};
