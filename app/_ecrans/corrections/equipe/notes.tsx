'use client';

import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import type { Note } from '#shared/contrats/corrections/equipe';
import { COMMENTAIRE_MAX } from '#shared/contrats/saisie-commune';
import { dateBreve, heure } from '#shared/libelles/formats';
import { dateParis } from '#shared/temps/paris';
import { poste as nomDuPoste } from '../../../_donnees/base/stockage';
import { nomAuteur } from '../../../_donnees/depot/auteurs';
import type { Lieu } from '../../../_donnees/depot/brouillons';
import { enAttente } from '../../../_donnees/depot/etat-depot';
import { useAujourdhui, useDepot, usePoste } from '../../../_donnees/lecture/hooks';
import { signer } from '../../../_ui/actes/enregistrer';
import { BrouillonRepris, useBrouillon } from '../../../_ui/champs/brouillon';
import { Icone } from '../../../_ui/mots/icones';
import { composerNote, composerRetrait, type ErreursNote, type NoteTapee, type Sujet } from './composer';
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

/** A word to those who come next: Entrée keeps it, Maj+Entrée goes to the next line, Échap closes. */
export const FormulaireNote = ({ sujets, lieu, fermer }: Props) => {
  const garder = useGarder();
  const poste = usePoste();
  const tapee = useBrouillon<NoteTapee & { rang: number }>(lieu, () => ({ texte: '', jusqua: '', rang: 0 }), ['rang']);
  const { texte, jusqua, rang } = tapee.valeur;
  const [erreurs, setErreurs] = useState<ErreursNote>({});
  const poser = (partie: Partial<NoteTapee>): void => {
    setErreurs({});
    tapee.changer(partie);
  };
  const soumettre = (ev: FormEvent | KeyboardEvent): void => {
    ev.preventDefault();
    const choisi = sujets[rang]?.sujet;
    if (!choisi) return;
    const r = composerNote({ texte, jusqua }, choisi, signer(poste));
    if (!r.ok) {
      setErreurs(r.erreurs);
      return;
    }
    const remettre = tapee.envoyee();
    // The next key is already for the list.
    fermer();
    void garder(() => [r.note]).then((gardee) => {
      if (!gardee) remettre();
    });
  };
  const surTouche = (ev: KeyboardEvent): void => {
    if (ev.key === 'Escape') {
      ev.preventDefault();
      ev.stopPropagation();
      fermer();
    } else if (ev.key === 'Enter' && !ev.shiftKey && ev.target instanceof HTMLTextAreaElement) soumettre(ev);
  };
  return (
    <form className="formulaire" aria-label="Note" noValidate onSubmit={soumettre} onKeyDown={surTouche}>
      <Stack gap="sm">
        <BrouillonRepris de={tapee} />
        {sujets.length > 1 ? (
          <fieldset className="equipe__sujets">
            <legend>Note sur</legend>
            {sujets.map(({ mot }, n) => (
              <label key={mot}>
                <input type="radio" name="sujet" checked={n === rang} onChange={() => tapee.changer({ rang: n })} />{' '}
                {mot}
              </label>
            ))}
          </fieldset>
        ) : null}
        <Textarea
          label="Pour vos collègues"
          description="Entrée enregistre, Maj + Entrée va à la ligne"
          autosize
          minRows={2}
          maxRows={8}
          maxLength={COMMENTAIRE_MAX}
          value={texte}
          error={erreurs.texte}
          data-autofocus
          autoFocus
          data-testid="note"
          onChange={(ev) => poser({ texte: ev.currentTarget.value })}
        />
        <TextInput
          type="date"
          label="Jusqu’au (facultatif)"
          value={jusqua}
          error={erreurs.jusqua}
          onChange={(ev) => poser({ jusqua: ev.currentTarget.value })}
        />
        <Group gap="sm">
          <Button type="submit" size="xs">
            Enregistrer la note
          </Button>
          <Button size="xs" variant="default" onClick={fermer}>
            Fermer
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

export const IconeNote = () => <Icone nom="bulle" taille={14} />;
