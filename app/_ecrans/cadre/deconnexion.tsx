'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { pluriel } from '#shared/mots/nombres';
import { envoyerConsultations, lecturesEnAttente } from '../../_donnees/acces/consultations';
import { seDeconnecter } from '../../_donnees/acces/depart';
import { poste as nomDuPoste } from '../../_donnees/base/stockage';
import { brouillonsAilleurs } from '../../_donnees/depot/brouillons';
import { ETAT_VIDE, jamaisPrises, type SaisieRefusee } from '../../_donnees/depot/etat-depot';
import {
  useAujourdhui,
  useBrouillons,
  useEcriture,
  usePosteOuvert,
  useRetirees,
  useSession,
  useSync,
} from '../../_donnees/lecture/hooks';
import type { Poste } from '../../_donnees/poste/poste';
import { nommerSaisies } from '../../_donnees/replication/etat-sync';
import { Fenetre } from '../../_ui/fenetre';
import { exporterSaisies, titulaireDe } from './bandeaux/dernier-recours';
import { phraseRetrait } from './bandeaux/phrase-retrait';
import { detailSync } from './marque-sync';
import { direCommencees } from './saisies-commencees';
import './deconnexion.css';

/** How many readings of files the audit log does not have; none where it answers, for they leave at once. */
const useLectures = (): number => {
  const identifiant = usePosteOuvert()?.session.identifiant;
  const [n, setN] = useState(() => (identifiant === undefined ? 0 : lecturesEnAttente(identifiant)));
  useEffect(() => {
    if (identifiant !== undefined)
      void envoyerConsultations(identifiant).then(() => setN(lecturesEnAttente(identifiant)));
  }, [identifiant]);
  return n;
};

type ProprietesRefusees = { poste: Poste; refusees: readonly SaisieRefusee[]; fermer: () => void };

/** Of what the server refused and never took, this PC alone has what was typed; of another antenna's, only the count is at hand. */
const Refusees = ({ poste, refusees, fermer }: ProprietesRefusees) => {
  const ailleurs = useSync().ailleurs.filter((a) => a.refusees > 0);
  const n = refusees.length;
  if (n + ailleurs.length === 0) return null;
  return (
    <Stack gap="xs" align="flex-start" data-testid="refusees">
      {n > 0 ? (
        <Text size="sm" c="var(--ton-rouge-texte)" fw={600}>
          {pluriel(n, 'saisie refusée n’est gardée', 'saisies refusées ne sont gardées')} que sur ce poste : en vous
          déconnectant, vous {n > 1 ? 'les' : 'la'} perdez.
        </Text>
      ) : null}
      {ailleurs.map((a) => (
        <Text key={a.antenne} size="sm">
          {pluriel(a.refusees, 'saisie refusée', 'saisies refusées')} pour l’antenne {libelleAntenne(a.antenne)} : le
          serveur garde les corrections, non les fiches. Choisissez d’abord cette antenne si vous voulez voir
          lesquelles.
        </Text>
      ))}
      {n > 0 ? (
        <Group gap="xs">
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              fermer();
              detailSync.changer(() => true);
            }}
          >
            Voir pourquoi
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => exporterSaisies(titulaireDe(poste), [], refusees)}>
            Mettre ce qui est refusé dans un fichier
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
};

/** Leaving wipes this PC: what would be lost is said first, and what is begun by its names. */
export const Deconnexion = ({ fermer }: { fermer: () => void }) => {
  const sync = useSync();
  const { attente, ailleurs } = sync;
  const lectures = useLectures();
  const poste = usePosteOuvert();
  const ici = useBrouillons();
  const { identifiant } = useSession();
  const aujourdhui = useAujourdhui();
  const horsEcran = brouillonsAilleurs(identifiant, poste?.antenne);
  const brouillons = ici.lieux().length + horsEcran;
  const commencees = direCommencees(ici, horsEcran, poste?.depot.lire() ?? ETAT_VIDE, aujourdhui);
  const autres = ailleurs.filter((a) => a.attente > 0);
  // What is begun for them is told with the drafts.
  const retirees = useRetirees(identifiant).filter((r) => r.saisies.length > 0);
  // What is being written is counted first: then it may be let go.
  const ecrit = useEcriture();
  const [enCours, setEnCours] = useState(false);
  const refusees = poste ? jamaisPrises(poste.depot.lire(), nomDuPoste()) : [];
  const perdues = [
    ...(attente > 0 ? [nommerSaisies(sync)] : []),
    ...(refusees.length > 0 ? [pluriel(refusees.length, 'saisie refusée', 'saisies refusées')] : []),
  ];
  return (
    <Fenetre onClose={fermer} title="Se déconnecter" centered>
      <Stack gap="md">
        <Text size="sm">
          Les données de votre compte seront effacées de ce poste. Pour revenir, il faudra le réseau et votre mot de
          passe.
        </Text>
        {brouillons > 0 ? (
          <div>
            <Text size="sm">
              {pluriel(
                brouillons,
                'saisie commencée et non enregistrée sera effacée',
                'saisies commencées et non enregistrées seront effacées',
              )}{' '}
              avec elles :
            </Text>
            <ul className="deconnexion__commencees" aria-label="Saisies commencées">
              {commencees.map(({ cle, dite }) => (
                <li key={cle}>{dite}</li>
              ))}
            </ul>
          </div>
        ) : null}
        {attente > 0 ? (
          <Text size="sm" c="var(--ton-rouge-texte)" fw={600}>
            {nommerSaisies(sync)} {attente > 1 ? 'ne sont pas encore envoyées' : 'n’est pas encore envoyée'} : en vous
            déconnectant maintenant, vous {attente > 1 ? 'les' : 'la'} perdez. Attendez « À jour » pour{' '}
            {attente > 1 ? 'les' : 'la'} garder.
          </Text>
        ) : null}
        {autres.length > 0 ? (
          <Text size="sm" c="var(--ton-rouge-texte)">
            Dont {autres.map((a) => `${a.attente} pour l’antenne ${libelleAntenne(a.antenne)}`).join(', ')}.
          </Text>
        ) : null}
        {poste ? <Refusees poste={poste} refusees={refusees} fermer={fermer} /> : null}
        {lectures > 0 ? (
          <Text size="sm" role="status" data-testid="lectures">
            {pluriel(lectures, 'lecture')} de dossiers {lectures > 1 ? 'manquent' : 'manque'} encore au journal d’audit
            : ce poste en garde la liste (numéros de dossier et heures, aucun nom), qui partira à votre prochaine
            connexion ici.
          </Text>
        ) : null}
        {retirees.map((r) => (
          <Text key={r.antenne} size="sm" c="var(--ton-rouge-texte)">
            {phraseRetrait({ ...r, brouillons: 0 })} En vous déconnectant, vous perdez ce qui reste ici : mettez-le
            d’abord dans un fichier.
          </Text>
        ))}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={fermer} data-autofocus>
            Rester connecté
          </Button>
          <Button
            color={perdues.length > 0 ? 'red' : 'encre'}
            loading={enCours || ecrit}
            onClick={() => {
              setEnCours(true);
              void seDeconnecter();
            }}
          >
            {perdues.length > 0 ? `Perdre ${perdues.join(' et ')} et se déconnecter` : 'Se déconnecter'}
          </Button>
        </Group>
      </Stack>
    </Fenetre>
  );
};
