import { ActionIcon } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ComponentProps, useMemo, useState } from 'react';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import type { DemandeEtat, ParametreEtat } from '#shared/etats/contrat';
import { chercherPersonnesPartout } from '../../../_donnees/lecture/etats';
import { useDepot, usePosteOuvert } from '../../../_donnees/lecture/hooks';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { Icone } from '../../../_ui/mots/icones';
import { ChampPersonne } from '../../../_ui/personnes/champ-personne';
import { trierOptions } from '../../../_ui/personnes/personnes';

type Changer = (d: DemandeEtat) => void;

type PropsQui = { parametre: ParametreEtat; label: string; valeur: string; poser: (id: string) => void };

type Trouvees = Pick<ComponentProps<typeof ChampPersonne>, 'data' | 'surTexte' | 'vide' | 'conseil'>;

/** The field, wherever its names come from, with what takes the choice back. */
const Qui = ({ parametre: p, valeur, poser, ...champ }: PropsQui & Trouvees) => (
  <div className="etats__qui">
    {/* The key before what is spread: after it, JSX asks for another runtime than ours. */}
    <ChampPersonne
      key={valeur}
      {...champ}
      placeholder="premières lettres"
      valeur={valeur}
      changer={poser}
      effacer={() => poser('')}
    />
    {valeur === '' || p.obligatoire ? null : (
      <ActionIcon variant="subtle" color="gray" aria-label={`Ne plus choisir : ${p.titre}`} onClick={() => poser('')}>
        <Icone nom="croix" />
      </ActionIcon>
    )}
  </div>
);

/** By her name, among those of the antenna on this PC. */
const QuiParNom = (props: PropsQui) => {
  const { usagers, intervenants } = useDepot();
  const { cle } = props.parametre;
  const options = useMemo(
    () => trierOptions(cle === 'usager' ? usagers.values() : intervenants.values()),
    [cle, usagers, intervenants],
  );
  return <Qui {...props} data={options} vide="Personne de ce nom dans cette antenne" conseil />;
};

/** Letters after which the server is asked. */
const LETTRES_MIN = 2;
const ATTENTE_MS = 250;

/** By her name among those of all the antennas that one may read, each with hers: asked of the server, which gives no other. */
const QuiPartout = ({ antenne, ...props }: PropsQui & { antenne: DemandeEtat['antenne'] }) => {
  const { parametre: p, valeur } = props;
  const [tape, setTape] = useState('');
  const [cherche] = useDebouncedValue(tape.trim(), ATTENTE_MS);
  const q = cherche.length >= LETTRES_MIN ? cherche : valeur;
  const qui = p.cle === 'intervenant' ? 'intervenant' : 'usager';
  const { valeur: lues, derniere } = useLecture(q === '' ? undefined : ['personnes', qui, q], (abandon) =>
    chercherPersonnesPartout(qui, q, abandon),
  );
  const trouvees = lues ?? derniere;
  const options = (trouvees?.personnes ?? [])
    .filter((x) => antenne === 'TOUTES' || x.antenne === antenne || x.id === valeur)
    .map((x) => ({ value: x.id, label: x.nom, detail: libelleAntenne(x.antenne) }));
  const attend = tape.trim() !== cherche || (q !== '' && lues === undefined);
  const peu = tape.trim().length < LETTRES_MIN;
  const vide = peu
    ? 'Tapez deux lettres du nom, ou l’identifiant.'
    : attend
      ? 'Recherche…'
      : 'Personne de ce nom dans vos antennes';
  return <Qui {...props} data={options} surTexte={setTape} vide={vide} conseil={!peu && !attend} />;
};

/** A person of the antenna on this PC among its names; of others, among those that the server gives. */
export const ChampQui = ({
  parametre: p,
  demande,
  changer,
}: {
  parametre: ParametreEtat;
  demande: DemandeEtat;
  changer: Changer;
}) => {
  const poste = usePosteOuvert();
  const poser = (id: string): void => {
    const { [p.cle]: _, ...reste } = demande;
    changer(id === '' ? reste : { ...reste, [p.cle]: id });
  };
  const toutes = p.cle === 'intervenant' ? 'toutes' : 'tous';
  const props = { label: p.obligatoire ? p.titre : `${p.titre} (${toutes})`, valeur: demande[p.cle] ?? '', poser };
  return demande.antenne === poste?.antenne ? (
    <QuiParNom parametre={p} {...props} />
  ) : (
    <QuiPartout key={props.valeur} parametre={p} antenne={demande.antenne} {...props} />
  );
};
