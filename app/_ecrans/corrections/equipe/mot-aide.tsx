'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Note } from '#shared/contrats/corrections/equipe';
import { jugerNote } from '#shared/domain/equipe/juger';
import { estMotAide, motLu, valeursProposees } from '#shared/domain/equipe/mot-aide';
import { dateBreve, heure, insecable } from '#shared/mots/dates';
import { dateParis } from '#shared/temps/paris';
import { maintenant } from '../../../_donnees/base/horloge';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { useAujourdhui, useDepot } from '../../../_donnees/lecture/hooks';
import { useEnEcriture } from '../../../_ui/actes/ecriture';
import { usePreparer } from '../../../_ui/actes/enregistrer';
import { useQuestion } from '../../../_ui/actes/question';
import { GESTE_NON_GARDE } from '../../../_ui/champs/non-garde';
import {
  ChampLong,
  Envoyer,
  Formulaire,
  Quitter,
  RefusFormulaire,
  Repris,
  useFormulaire,
  useGarde,
} from '../../../_ui/formulaire';
import { direCorrigee } from '../../../_ui/personnes/ailleurs';
import { composerReponse } from './composer';
import { useGarder } from './garder';
import { useLettres } from './touches';

/** What she reads on a telephone. */
const REPONSE_MAX = 500;

type RepondreProps = { mot: Note; fermer: () => void; repondu: () => void };

/** A word to the aide; of hours that she proposed, it refuses them. */
const Repondre = ({ mot, fermer, repondu }: RepondreProps) => {
  const garder = useGarder();
  const reponse = mot.proposees ? ('REFUSEE' as const) : undefined;
  const f = useFormulaire({
    depart: () => ({ texte: '' }),
    lire: ({ texte }) => {
      const refus = jugerNote({ texte, date: mot.date, ...(reponse ? { efface: mot.id, reponse } : {}) })?.refus;
      return refus ? { ok: false, erreurs: { texte: refus.message } } : { ok: true, valeur: texte };
    },
    envoyer: async (texte) => {
      // Said in a notice too; the form stays, with its text [CO-6].
      if (!(await garder((signature) => [composerReponse(mot, { reponse, texte }, signature())])))
        return { formulaire: GESTE_NON_GARDE };
      repondu();
      return undefined;
    },
    // The word keeps its name, whatever its visit is called by then.
    brouillon: useGarde(`réponse ${mot.id}`),
  });
  return (
    <Formulaire de={f} fermer={fermer} className="formulaire" aria-label="Réponse à l’aide">
      <Stack gap="sm">
        <Repris de={f} />
        <ChampLong
          de={f}
          nom="texte"
          label={reponse ? 'Pourquoi, en un mot' : 'Votre réponse'}
          description="L’aide le lira dans « Mes heures »."
          minRows={2}
          maxRows={6}
          maxLength={REPONSE_MAX}
          autoFocus
        />
        <RefusFormulaire de={f} />
        <Group gap="sm" className="formulaire__pied">
          <Envoyer de={f} size="xs">
            {reponse ? 'Refuser' : 'Répondre'}
          </Envoyer>
          <Quitter size="xs" />
        </Group>
      </Stack>
    </Formulaire>
  );
};

type UnProps = Props & { mot: Note; premier: boolean };

const Un = ({ ligne: l, mot, premier, libre, auFoyer, repondu }: UnProps) => {
  const aujourdhui = useAujourdhui();
  const garder = useGarder();
  const etat = useDepot();
  const preparer = usePreparer(l);
  const demanderUneFois = useQuestion();
  const ecrit = useEnEcriture(l.id);
  const [repond, setRepond] = useState(false);
  const [refus, setRefus] = useState<string>();
  const ici = useRef<HTMLLIElement>(null);
  const bouton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (auFoyer && premier) ici.current?.querySelector('button')?.focus();
  }, [auFoyer, premier]);

  // [PR-3] A correction of hers, then the answer: where the visit is so already, the answer alone.
  const reprendre = (): void => {
    if (ecrit) return;
    const repondre = (): void => {
      void garder((signature) => [composerReponse(mot, { reponse: 'REPRISE', texte: '' }, signature())]);
    };
    const valeurs = valeursProposees(l.retenue, mot);
    if (valeurs) {
      const r = preparer([valeurs]);
      const question = r.ok ? demanderUneFois(valeurs, direCorrigee(etat, l, valeurs, maintenant())) : r.refus.message;
      setRefus(question && insecable(question));
      // By its letter too: Entrée is the answer.
      if (r.ok && question !== undefined) bouton.current?.focus();
      if (!r.ok || question !== undefined) return;
      r.ecrire().then(repondre, () => setRefus(GESTE_NON_GARDE));
    } else repondre();
    repondu();
  };
  const ouvrir = (): void => setRepond(true);
  const touches = mot.proposees ? { r: reprendre, f: ouvrir } : { r: ouvrir };
  useLettres(premier ? touches : {}, libre && !repond);

  const jour = dateParis(mot.instant);
  return (
    <li ref={ici}>
      <div className="equipe__texte">
        {mot.proposees ? 'L’aide propose' : 'L’aide dit'}&nbsp;: {motLu(mot)}
      </div>
      <div className="discret">
        {mot.auteur}, {dateBreve(jour, aujourdhui)} {heure(mot.instant)}
      </div>
      {repond ? (
        <Repondre mot={mot} fermer={() => setRepond(false)} repondu={repondu} />
      ) : (
        <Group gap={6} mt={4}>
          {mot.proposees ? (
            <Button
              ref={bouton}
              size="compact-xs"
              variant="light"
              onClick={reprendre}
              disabled={ecrit}
              data-testid="reprendre"
            >
              Reprendre ces heures&nbsp;{premier ? <kbd>R</kbd> : null}
            </Button>
          ) : null}
          <Button size="compact-xs" variant="default" onClick={ouvrir}>
            {mot.proposees ? 'Refuser…' : 'Répondre…'}&nbsp;{premier ? <kbd>{mot.proposees ? 'F' : 'R'}</kbd> : null}
          </Button>
        </Group>
      )}
      <div aria-live="assertive">{refus ? <Text c="var(--ton-rouge-texte)">{refus}</Text> : null}</div>
    </li>
  );
};

type Props = {
  ligne: Ligne;
  /** No form of the panel is open: letters are for this. */
  libre: boolean;
  /** The keyboard comes here: Entrée takes the hours over. */
  auFoyer: boolean;
  repondu: () => void;
};

/** [PR-1] What its aide says of this visit: taken over by one key, or answered. */
export const MotAide = (p: Props) => {
  const mots = p.ligne.notes.filter(estMotAide);
  if (mots.length === 0) return null;
  return (
    <section className="equipe" aria-label="Mot de l’aide" data-testid="mot-aide">
      <ul className="equipe__notes">
        {mots.map((mot, n) => (
          <Un key={mot.id} {...p} mot={mot} premier={n === 0} />
        ))}
      </ul>
    </section>
  );
};
