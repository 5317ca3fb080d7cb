'use client';

import { Button, Group, Stack } from '@mantine/core';
import type { Note } from '#shared/contrats/corrections/equipe';
import { COMMENTAIRE_MAX } from '#shared/contrats/saisie-commune';
import { dateBreve, heure } from '#shared/mots/dates';
import { dateParis } from '#shared/temps/paris';
import { poste as nomDuPoste } from '../../../_donnees/base/stockage';
import { nomAuteur } from '../../../_donnees/depot/auteurs';
import type { Lieu } from '../../../_donnees/depot/brouillons';
import { enAttente } from '../../../_donnees/depot/etat-depot';
import { useAujourdhui, useDepot, usePoste } from '../../../_donnees/lecture/hooks';
import { signer } from '../../../_ui/actes/enregistrer';
import {
  Champ,
  ChampDate,
  ChampLong,
  Formulaire,
  type Lecture,
  Quitter,
  RefusFormulaire,
  Repris,
  useFormulaire,
  useGarde,
} from '../../../_ui/formulaire';
import { Icone } from '../../../_ui/mots/icones';
import { composerNote, composerRetrait, type NoteTapee, type Sujet } from './composer';
import { useGarder } from './garder';
import './equipe.css';

type ListeProps = {
  notes: readonly Note[] /** Beside what they are read: on what else they are is said. */;
  pres: 'VISITE' | 'USAGER';
};

/** Notes, each with its author and hour; taken away in one click. */
export const ListeNotes = ({ notes, pres }: ListeProps) => {
  const etat = useDepot();
  const aujourdhui = useAujourdhui();
  const garder = useGarder();
  if (notes.length === 0) return null;
  const nonRecus = new Set(enAttente(etat, nomDuPoste()).map((s) => s._id));
  return (
    <ul className="equipe__notes" aria-label="Notes">
      {notes.map((n) => (
        <li key={n.id}>
          <div className="equipe__texte">{n.texte}</div>
          <div className="equipe__signature">
            <span className="discret">
              {nomAuteur(etat, n.auteur)}, {dateBreve(dateParis(n.instant), aujourdhui)} {heure(n.instant)}
              {pres === 'VISITE' && n.objet.genre === 'USAGER' ? ' · sur l’usager' : ''}
              {pres === 'USAGER' && n.objet.genre !== 'USAGER'
                ? ` · sur la visite du ${dateBreve(n.date, aujourdhui)}`
                : ''}
              {n.jusqua ? ` · jusqu’au ${dateBreve(n.jusqua, aujourdhui)}` : ''}
              {nonRecus.has(n._id) ? ' · en attente d’envoi' : ''}
            </span>
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              aria-label={`Retirer la note « ${n.texte.slice(0, 40)} »`}
              onClick={() => void garder((signature) => [composerRetrait(n, signature())])}
            >
              Retirer
            </Button>
          </div>
        </li>
      ))}
    </ul>
  );
};

type Props = {
  /** What it may be on, the first by default. */
  sujets: readonly { mot: string; sujet: Sujet }[];
  /** Where what is typed is kept. */
  lieu: Lieu;
  fermer: () => void;
};

type Tapee = NoteTapee & { rang: number };

/** A word to those who come next: Entrée keeps it, Maj+Entrée goes to the next line, Échap closes. */
export const FormulaireNote = ({ sujets, lieu, fermer }: Props) => {
  const garder = useGarder();
  const poste = usePoste();
  const lire = ({ rang, ...t }: Tapee): Lecture<Tapee, Note> => {
    const choisi = sujets[rang]?.sujet;
    if (!choisi) return { ok: false, erreurs: {} };
    const r = composerNote(t, choisi, signer(poste));
    return r.ok ? { ok: true, valeur: r.note } : r;
  };
  const f = useFormulaire({
    depart: (): Tapee => ({ texte: '', jusqua: '', rang: 0 }),
    lire,
    envoyer: (note, { envoyee }) => {
      const remettre = envoyee();
      // The next key is already for the list.
      fermer();
      void garder(() => [note]).then((gardee) => {
        if (!gardee) remettre();
      });
      return undefined;
    },
    brouillon: useGarde(lieu, ['rang']),
  });
  return (
    <Formulaire de={f} fermer={fermer} className="formulaire" aria-label="Note">
      <Stack gap="sm">
        <Repris de={f} />
        {sujets.length > 1 ? (
          <Champ de={f} nom="rang">
            {({ valeur, changer }) => (
              <fieldset className="equipe__sujets">
                <legend>Note sur</legend>
                {sujets.map(({ mot }, n) => (
                  <label key={mot}>
                    <input type="radio" name="sujet" checked={n === valeur} onChange={() => changer(n)} /> {mot}
                  </label>
                ))}
              </fieldset>
            )}
          </Champ>
        ) : null}
        <ChampLong
          de={f}
          nom="texte"
          label="Pour vos collègues"
          minRows={2}
          maxRows={8}
          maxLength={COMMENTAIRE_MAX}
          data-autofocus
          autoFocus
          data-testid="note"
        />
        <ChampDate de={f} nom="jusqua" label="Jusqu’au (facultatif)" />
        <RefusFormulaire de={f} />
        <Group gap="sm" className="formulaire__pied">
          <Button type="submit" size="xs">
            Enregistrer la note
          </Button>
          <Quitter size="xs" />
        </Group>
      </Stack>
    </Formulaire>
  );
};

export const IconeNote = () => <Icone nom="bulle" taille={14} />;
