import { Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { EffetParametre, ParametreLu } from '#shared/contrats/acces/administration';
import { type CleParametre, PARAMETRES } from '#shared/contrats/exploitation/parametre';
import { dateSimple } from '#shared/libelles/formats';
import type { DateCivile } from '#shared/temps/types';
import { ecrireParametre } from '../../../_donnees/lecture/administration';
import { ErreurFormulaire } from '../../../_ui/champs/erreur-formulaire';
import { useAction } from '../../../_ui/demandes/appeler';
import { Fenetre } from '../../../_ui/fenetre';
import { notifications } from '../../../_ui/notifications';
import { PiedFenetre } from '../../../_ui/pied-fenetre';
import { Champs } from './champs';
import { direEnLigne } from './dire';
import { FORMES, type Forme } from './formes';
import { refusParChamp } from './refus-champ';
import { deTape, poser, versTape } from './taper';

const phraseEffet = (e: EffetParametre, forme: Forme): string =>
  [
    `À partir du ${dateSimple(e.depuis)}`,
    e.jusqua ? ` et jusqu’au ${dateSimple(e.jusqua)}` : '',
    `, la valeur passe de «${INSECABLE}${direEnLigne(forme, e.avant)}${INSECABLE}» à «${INSECABLE}${direEnLigne(forme, e.apres)}${INSECABLE}».`,
    e.remplace ? ' Une valeur était déjà fixée pour ce jour : elle est remplacée.' : '',
    e.retroactif
      ? ' Cette date est passée : ce qui en dépend dans les mois encore ouverts est recalculé, les mois clos ne changent pas.'
      : '',
  ].join('');

const INSECABLE = '\u00a0';
const AUCUN: Readonly<Record<string, string>> = {};

type Props = { cle: CleParametre; lu: ParametreLu; explication: string; date: DateCivile; fermer: () => void };

/** A new dated value: its fields, what it changes, and then only the writing. */
export const ModifierParametre = ({ cle, lu, explication, date, fermer }: Props) => {
  const { titre, forme } = FORMES[cle];
  const { refus, enCours, faire, erreur, oublier } = useAction();
  const [tape, setTape] = useState(() => versTape(forme, lu.valeur));
  const [depuis, setDepuis] = useState<string>(date);
  const [effet, setEffet] = useState<EffetParametre>();
  const [fautes, setFautes] = useState(AUCUN);
  const changer = (f: () => void): void => {
    f();
    setEffet(undefined);
    setFautes(AUCUN);
    oublier();
  };
  const soumettre = (ev: FormEvent): void => {
    ev.preventDefault();
    const juge = PARAMETRES[cle].schema.safeParse(deTape(forme, tape));
    if (!juge.success) {
      setFautes(refusParChamp({ titre, forme }, juge.error.issues));
      return;
    }
    const demande = { cle, valeur: JSON.stringify(juge.data), depuis };
    if (!effet) {
      void faire(() => ecrireParametre({ ...demande, essai: true }), setEffet);
      return;
    }
    void faire(
      () => ecrireParametre({ ...demande, essai: false }),
      () => {
        notifications.show({ color: 'green', title: `${titre} : enregistré`, message: phraseEffet(effet, forme) });
        fermer();
      },
    );
  };
  const reste = refus && refus.code !== 'DATE' ? refus.message : undefined;
  return (
    <Fenetre onClose={fermer} title={titre} size="lg" centered>
      <form className="admin__formulaire" onSubmit={soumettre} noValidate>
        <Text size="sm">{explication}</Text>
        <Champs
          forme={forme}
          libelle="Valeur"
          tape={tape}
          refus={fautes}
          changer={(chemin, valeur) => changer(() => setTape((t) => poser(t, chemin, valeur)))}
        />
        <Text size="xs" c="dimmed">
          Par défaut : {direEnLigne(forme, lu.defaut)}
        </Text>
        <TextInput
          type="date"
          label="Premier jour d’effet"
          value={depuis}
          onChange={(ev) => changer(() => setDepuis(ev.currentTarget.value))}
          error={erreur('DATE') ? 'Choisissez le premier jour où cette valeur vaut.' : undefined}
        />
        {effet ? (
          <p className="admin__effet" role="status">
            {phraseEffet(effet, forme)}
          </p>
        ) : null}
        <ErreurFormulaire message={reste} />
        <PiedFenetre faire={effet ? 'Enregistrer' : 'Voir ce qui change'} fermer={fermer} enCours={enCours} />
      </form>
    </Fenetre>
  );
};
