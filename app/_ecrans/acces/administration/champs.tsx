import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { fenetreHoraire, partiesDe } from '#shared/contrats/exploitation/forme-parametre';
import { CasesACocher } from '../../../_ui/champs/cases-a-cocher';
import { ListeLongue } from '../../../_ui/champs/liste-longue';
import type { Champ, Forme } from './formes';
import type { Tape } from './taper';

type Props = {
  forme: Forme;
  libelle: string;
  tape: Tape;
  refus: Readonly<Record<string, string>>;
  /** The keys that lead to it from the whole value. */
  chemin?: readonly string[];
  changer: (chemin: readonly string[], valeur: Tape) => void;
};

const TYPES: Readonly<Partial<Record<Forme['genre'], 'date' | 'time' | 'tel'>>> = {
  DATE: 'date',
  HEURE: 'time',
  TELEPHONE: 'tel',
};

const avecUnite = (libelle: string, forme: Forme): string =>
  forme.genre === 'NOMBRE' || (forme.genre === 'LIGNES' && forme.de === 'NOMBRE')
    ? `${libelle} (${forme.unite[1]})`
    : libelle;

/** Two hours, side by side. */
const estPlage = ({ forme }: Champ): boolean => forme === fenetreHoraire;

/** It, or a part of it. */
const estRefuse = (refus: Props['refus'], chemin: readonly string[]): boolean => {
  const cle = chemin.join('.');
  return Object.keys(refus).some((c) => c === cle || c.startsWith(`${cle}.`));
};

/** The fields of a value: one for a simple one, a group of them for what has parts. The refusal of each is under it. */
export const Champs = ({ forme, libelle, tape, refus, chemin = [], changer }: Props) => {
  const erreur = refus[chemin.join('.')];
  const commun = {
    label: avecUnite(libelle, forme),
    error: erreur,
    ...(chemin.length ? {} : { 'data-autofocus': true }),
  };
  const texte = typeof tape === 'string' ? tape : '';
  switch (forme.genre) {
    case 'OBJET': {
      const objet = tape as Readonly<Record<string, Tape>>;
      const parties = partiesDe(forme, objet);
      return (
        <fieldset className="admin__groupe">
          <legend>{libelle}</legend>
          <ListeLongue
            titre={libelle}
            choix={parties.map((c) => ({ ...c, label: c.libelle }))}
            estRefuse={(c) => estRefuse(refus, [...chemin, c.cle])}
          >
            {(montres) => (
              <div className={parties.some(estPlage) ? 'admin__champs admin__champs--plages' : 'admin__champs'}>
                {montres.map((c) => (
                  <Champs
                    key={c.cle}
                    forme={c.forme}
                    libelle={c.libelle}
                    tape={objet[c.cle] ?? ''}
                    refus={refus}
                    chemin={[...chemin, c.cle]}
                    changer={changer}
                  />
                ))}
              </div>
            )}
          </ListeLongue>
        </fieldset>
      );
    }
    case 'PLUSIEURS': {
      const codes = tape as readonly string[];
      // One that is in force and has no word any more is kept.
      const tous = [...Object.keys(forme.mots), ...codes.filter((c) => forme.mots[c] === undefined)];
      return (
        <CasesACocher
          label={libelle}
          erreur={erreur}
          choix={tous.map((c) => ({ value: c, label: forme.mots[c] ?? c }))}
          valeur={codes}
          changer={(choisis) =>
            changer(
              chemin,
              tous.filter((c) => choisis.includes(c)),
            )
          }
          classe="admin__cases"
        />
      );
    }
    case 'CHOIX':
      return (
        <NativeSelect
          {...commun}
          data={Object.entries(forme.mots).map(([value, label]) => ({ value, label }))}
          value={texte}
          onChange={(ev) => changer(chemin, ev.currentTarget.value)}
        />
      );
    case 'LIGNES':
      return (
        <Textarea
          {...commun}
          description={
            forme.de === 'COLONNE'
              ? 'Une par ligne : champ = nom | format | largeur. Vide : toutes celles du produit.'
              : 'Une par ligne'
          }
          {...(forme.de === 'COLONNE' ? { className: 'admin__large' } : {})}
          autosize
          minRows={forme.de === 'NOMBRE' ? 3 : 2}
          maxRows={forme.de === 'COLONNE' ? 20 : 8}
          spellCheck={false}
          data-lignes
          value={texte}
          onChange={(ev) => changer(chemin, ev.currentTarget.value)}
        />
      );
    case 'AILLEURS':
      return null;
    default:
      return (
        <TextInput
          {...commun}
          type={TYPES[forme.genre] ?? 'text'}
          {...(forme.genre === 'NOMBRE' ? { inputMode: 'decimal' } : {})}
          autoComplete="off"
          value={texte}
          onChange={(ev) => changer(chemin, ev.currentTarget.value)}
        />
      );
  }
};
