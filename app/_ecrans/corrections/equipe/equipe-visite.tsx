'use client';

import { Button, Group } from '@mantine/core';
import { useRef, useState } from 'react';
import { estMotAide } from '#shared/domain/equipe/mot-aide';
import { dateBreve, heure } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { poste as nomDuPoste } from '../../../_donnees/base/stockage';
import { colleguesDe } from '../../../_donnees/depot/auteurs';
import { notesLues } from '../../../_donnees/depot/equipe';
import { enAttente } from '../../../_donnees/depot/etat-depot';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { useAujourdhui, useDepot, usePoste } from '../../../_donnees/lecture/hooks';
import { ChampChoix } from '../../../_ui/champs/champ-choix';
import { lieuDeNote } from '../correction/lieu';
import { composerPrise, sujetUsager, sujetVisite } from './composer';
import { useGarder } from './garder';
import { FormulaireNote, ListeNotes } from './notes';
import { useLettres } from './touches';

type Props = {
  /** One visit, or several chosen together: all are taken, given back or handed over. */
  visees: readonly Ligne[];
  /** A form of the panel is open: letters are its own. */
  saisie: boolean;
};

/** Who has it, and since when; by whom, where a colleague handed it over. */
const direPrise = (p: NonNullable<Ligne['prise']>, moi: string, aujourdhui: string, par: string): string => {
  const jour = dateParis(p.depuis);
  const quand = `${jour === aujourdhui ? '' : `le ${dateBreve(jour, jour)} `}à ${heure(p.depuis)}`;
  const qui = p.qui === moi ? 'moi' : p.nom;
  return p.par === p.qui ? `Prise par ${qui}, ${quand}` : `Confiée à ${qui} par ${par}, ${quand}`;
};

type ConfierProps = { n: number; confier: (a: string) => void; fermer: () => void };

const Confier = ({ n, confier, fermer }: ConfierProps) => {
  const etat = useDepot();
  const { antenne, session } = usePoste();
  const collegues = colleguesDe(etat, antenne, session.identifiant);
  return (
    <ChampChoix
      geste
      value={null}
      size="xs"
      label="Confier à"
      placeholder="Premières lettres du nom"
      description={n > 1 ? `Entrée confie les ${n} visites` : 'Entrée confie la visite'}
      data={collegues.map((c) => ({ value: c.identifiant, label: c.nom }))}
      autoFocus
      defaultDropdownOpened
      nothingFoundMessage={collegues.length === 0 ? 'Aucun collègue dans cette antenne' : 'Aucun collègue de ce nom'}
      comboboxProps={{ withinPortal: false }}
      data-testid="confier"
      onChange={(v) => {
        if (v) confier(v);
      }}
      onKeyDown={(ev) => {
        if (ev.key !== 'Escape') return;
        ev.preventDefault();
        ev.stopPropagation();
        fermer();
      }}
    />
  );
};

type UneProps = { ligne: Ligne; moi: string; aujourdhui: DateCivile };

/** Of one visit: who has it, and the notes that the next shift must see. */
const Une = ({ ligne: l, moi, aujourdhui }: UneProps) => {
  const etat = useDepot();
  const deLUsager = notesLues(etat, aujourdhui).filter(
    (n) => n.objet.genre === 'USAGER' && n.objet.id === l.retenue.usagerId,
  );
  // What its aide says stands apart, with its answers.
  const siennes = [...l.notes.filter((n) => n.objet.genre !== 'USAGER' && !estMotAide(n)), ...deLUsager];
  const attend =
    l.prise && enAttente(etat, nomDuPoste()).some((s) => s.type === 'prise' && s.instant === l.prise?.depuis);
  const par = l.prise && l.prise.par !== moi ? (etat.auteurs[l.prise.par] ?? l.prise.par) : 'moi';
  return (
    <>
      <ListeNotes notes={siennes} pres="VISITE" />
      <p className="equipe__qui" role="status" data-testid="prise">
        {l.prise ? direPrise(l.prise, moi, aujourdhui, par) : ''}
        {attend ? <span className="discret"> · en attente d’envoi</span> : null}
      </p>
    </>
  );
};

/** Team work: who takes or is handed a visit, or several at once. */
export const EquipeVisite = ({ visees, saisie }: Props) => {
  const { session } = usePoste();
  const aujourdhui = useAujourdhui();
  const garder = useGarder();
  const [ouvert, setOuvert] = useState<'CONFIER' | 'NOTE'>();
  const avant = useRef<Element>(null);
  const moi = session.identifiant;
  const aMoi = visees.every((v) => v.prise?.qui === moi);
  // A note is on one visit.
  const seule = visees.length === 1 ? visees[0] : undefined;

  const ouvrir = (quoi: 'CONFIER' | 'NOTE'): void => {
    avant.current = document.activeElement;
    setOuvert(quoi);
  };
  const fermer = (): void => {
    // At once, so that the next key is for the list, most often.
    if (avant.current instanceof HTMLElement) avant.current.focus();
    setOuvert(undefined);
  };
  const prendre = (): void =>
    void garder((signature) =>
      visees
        .filter((v) => aMoi || v.prise?.qui !== moi)
        .map((v) => composerPrise(v, aMoi ? 'RENDRE' : 'PRENDRE', signature())),
    );
  const confier = (a: string): void => {
    fermer();
    void garder((signature) => visees.map((v) => composerPrise(v, 'CONFIER', signature(), a)));
  };
  const noter = seule ? { n: () => ouvrir('NOTE') } : {};
  useLettres({ p: prendre, c: () => ouvrir('CONFIER'), ...noter }, !saisie && ouvert === undefined);

  const lot = visees.length > 1 ? ` ces ${pluriel(visees.length, 'visite')}` : '';
  return (
    <section className="equipe" aria-label="Équipe">
      {seule ? <Une ligne={seule} moi={moi} aujourdhui={aujourdhui} /> : null}
      <Group gap={6}>
        <Button size="compact-xs" variant={aMoi ? 'default' : 'light'} onClick={prendre} data-testid="prendre">
          {aMoi ? 'Rendre' : 'Prendre'}
          {lot}&nbsp;<kbd>P</kbd>
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => ouvrir('CONFIER')}>
          Confier…&nbsp;<kbd>C</kbd>
        </Button>
        {seule ? (
          <Button size="compact-xs" variant="default" onClick={() => ouvrir('NOTE')}>
            Note&nbsp;<kbd>N</kbd>
          </Button>
        ) : null}
      </Group>
      {ouvert === 'CONFIER' ? <Confier n={visees.length} confier={confier} fermer={fermer} /> : null}
      {ouvert === 'NOTE' && seule ? (
        <FormulaireNote
          sujets={[
            { mot: 'cette visite', sujet: sujetVisite(seule) },
            { mot: 'l’usager', sujet: sujetUsager(seule.retenue.usagerId, aujourdhui) },
          ]}
          lieu={lieuDeNote(sujetVisite(seule).objet, seule)}
          fermer={fermer}
        />
      ) : null}
    </section>
  );
};
