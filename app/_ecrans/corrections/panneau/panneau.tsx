'use client';

import { Alert, Button, Text, Title } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { ANOMALIES } from '#shared/contrats/commun';
import { pourquoi } from '#shared/domain/intervention/pourquoi';
import { dateCourte, duree, heure, insecable } from '#shared/mots/dates';
import type { Instant } from '#shared/temps/types';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { useBrouillons, useConsultation } from '../../../_donnees/lecture/hooks';
import { useAnnuler } from '../../../_ui/actes/annuler';
import { useEnEcriture } from '../../../_ui/actes/ecriture';
import { noterPas } from '../../../_ui/affichage';
import { BadgeLigne } from '../../../_ui/mots/badge-statut';
import { TetePanneau } from '../../../_ui/tete-panneau';
import { estAChoisir } from '../actes/a-choisir';
import { Formulaire } from '../correction/formulaire';
import { lieuDe } from '../correction/lieu';
import { EquipeVisite } from '../equipe/equipe-visite';
import { MotAide } from '../equipe/mot-aide';
import { Absente } from './absente';
import { AntennesPrecedentes } from './antennes-precedentes';
import { Conflit } from './conflit';
import { Couverte, CouvreAussi, Quittee } from './couverte';
import { Dispense } from './dispense';
import { Historique } from './historique';
import { Joindre } from './joindre';
import { Rectifie } from './rectifie';
import { Retard } from './retard';

type Props = {
  ligne: Ligne;
  /** The form is open. */
  saisie: boolean;
  setSaisie: (ouverte: boolean) => void;
  maintenant: Instant;
  fermer: () => void;
  /** After a correction: the next visit to treat, where the screen knows one. */
  suivante?: () => void;
};

/** A panel that stays open so long is read: the arrows pass by sooner. */
const LECTURE_MS = 500;

/** What is retained stands in bold; of an annulled visit nothing is: it stands struck. */
const Retenu = ({ annule, children }: { annule: boolean; children: string }) => {
  if (!annule || children === '—') return <b>{children}</b>;
  return (
    <s className="discret">
      <span className="invisible">annulé : </span>
      {children}
    </s>
  );
};

type CoteProps = { nom: string; prevu?: Instant; brut?: Instant; retenu?: Instant; annule: boolean };

const Cote = ({ nom, prevu, brut, retenu, annule }: CoteProps) => (
  <tr>
    <th scope="row">{nom}</th>
    <td className="num">{prevu ? heure(prevu) : '—'}</td>
    <td className="num heure--brute">{brut ? heure(brut) : '—'}</td>
    <td className="num">
      <Retenu annule={annule}>{retenu ? heure(retenu) : '—'}</Retenu>
    </td>
  </tr>
);

/** Raw beside retained, side by side. */
const Heures = ({ ligne: l }: { ligne: Ligne }) => {
  const { intervention: i, debut, fin, minutesComplementaires, supprimee } = l.retenue;
  return (
    <table className="heures">
      <thead>
        <tr>
          <td />
          <th scope="col">Prévu</th>
          <th scope="col">Pointé</th>
          <th scope="col">Retenu</th>
        </tr>
      </thead>
      <tbody>
        <Cote
          nom="Arrivée"
          annule={supprimee}
          {...(i.visite ? { prevu: i.visite.debut } : {})}
          {...(i.arrivee ? { brut: i.arrivee.instant } : {})}
          {...(debut ? { retenu: debut } : {})}
        />
        <Cote
          nom="Départ"
          annule={supprimee}
          {...(i.visite ? { prevu: i.visite.fin } : {})}
          {...(i.depart ? { brut: i.depart.instant } : {})}
          {...(fin ? { retenu: fin } : {})}
        />
        <tr>
          <th scope="row">Durée</th>
          <td className="num" colSpan={2} />
          <td className="num">
            <Retenu annule={supprimee}>{l.duree === undefined ? '—' : duree(l.duree)}</Retenu>
            {minutesComplementaires > 0 ? (
              <div className="discret">
                {supprimee ? <s>+ {minutesComplementaires} min</s> : <>+ {minutesComplementaires} min</>}
              </div>
            ) : null}
          </td>
        </tr>
      </tbody>
    </table>
  );
};

/** The selected visit: what it is, why, who corrected it, and the form. */
export const Panneau = ({ ligne: l, saisie, setSaisie, maintenant, fermer, suivante }: Props) => {
  const titre = useRef<HTMLHeadingElement>(null);
  // Before anything of it takes the focus: the form that it may open on does.
  const [avant] = useState(() => document.activeElement);
  const revenir = (): void => {
    if (avant instanceof HTMLElement) avant.focus();
  };
  const quitter = (): void => {
    fermer();
    revenir();
  };
  useEffect(() => noterPas('ouvrir'), []);
  // Where the list knows a next visit, it undoes; else the panel is alone to.
  useAnnuler(() => titre.current?.focus(), suivante === undefined);
  const ecrit = useEnEcriture(l.id);
  const brouillons = useBrouillons();
  const commencee = brouillons.lire(brouillons.place(lieuDe(l))) !== undefined;
  const visees = useMemo(() => [l], [l]);
  // Its usager's file is on the screen: walking down the list reads none of those passed by.
  useConsultation(l.retenue.usagerId, saisie ? 0 : LECTURE_MS);
  const { intervention: i, conflit, supprimee, corrections, quittee } = l.retenue;
  // [CO-4] Of a conflict, one first chooses among what colleagues said; the form is for what none of them did.
  const [autrement, setAutrement] = useState(false);
  // [PR-3] So it is of the hours that its aide proposes.
  const aChoisir = estAChoisir(l);
  const aTrancher = saisie && aChoisir && !autrement;
  const tranchait = useRef(false);
  useEffect(() => {
    // Settled elsewhere meanwhile: nothing is left to choose, and no form was asked for.
    if (tranchait.current && saisie && !aChoisir) setSaisie(false);
    tranchait.current = aTrancher;
    if (!saisie) setAutrement(false);
  });
  // The explanation below says that one itself, with its day.
  const aSavoir = l.anomalies.filter(
    (a) => a !== ANOMALIES.HORS_PLANNING || !i.explication.some((m) => m.regle === 'AP-6'),
  );
  const raisons = pourquoi(i, l.retenue.statut);
  // Annulled by itself, it can still be restored; left before its middle, it can be annulled or created.
  const couverte = i.couverture !== undefined && !quittee && !(supprimee && corrections.length > 0);
  return (
    <aside
      className="panneau"
      aria-labelledby="panneau-titre"
      onKeyDown={(ev) => {
        if (ev.key === 'Escape' && !ev.defaultPrevented) quitter();
      }}
    >
      <TetePanneau id="panneau-titre" titre={l.usager} fermer={quitter} ref={titre}>
        {dateCourte(l.date)} · {l.intervenant}
      </TetePanneau>
      <Joindre ligne={l} />
      {/* A refusal is told below, with its reason. */}
      <BadgeLigne ligne={{ ...l, refus: undefined }} />
      <Retard ligne={l} />
      <Dispense ligne={l} saisie={saisie} />
      <Absente ligne={l} />
      <EquipeVisite visees={visees} saisie={saisie} />
      {l.refus ? (
        <Alert color="red" variant="light" p="sm" title="Correction refusée">
          {insecable(l.refus)}
        </Alert>
      ) : null}
      {conflit ? (
        <Conflit
          ligne={l}
          phrase={conflit.phrase}
          versions={conflit.versions}
          auFoyer={aTrancher}
          regle={() => setSaisie(false)}
        />
      ) : null}
      <MotAide
        ligne={l}
        libre={!saisie || aTrancher}
        auFoyer={aTrancher && conflit === undefined}
        repondu={() => {
          setSaisie(false);
          // The button that was pressed goes away; a letter typed in the list leaves the keyboard there.
          if (titre.current?.closest('aside')?.contains(document.activeElement)) titre.current.focus();
        }}
      />
      <Heures ligne={l} />
      <CouvreAussi ligne={l} />
      <Quittee ligne={l} />
      <Rectifie ligne={l} />
      {couverte ? (
        <Couverte ligne={l} saisie={saisie} setSaisie={setSaisie} />
      ) : ecrit ? (
        <Text size="sm" c="dimmed">
          Enregistrement…
        </Text>
      ) : saisie && !aTrancher ? (
        <Formulaire
          ligne={l}
          maintenant={maintenant}
          annuler={() => {
            setSaisie(false);
            revenir();
          }}
          enregistree={() => {
            setSaisie(false);
            if (suivante) suivante();
            else titre.current?.focus();
          }}
        />
      ) : (
        <Button
          size="sm"
          {...(aChoisir ? { variant: 'default' } : {})}
          onClick={() => {
            setAutrement(aChoisir);
            setSaisie(true);
          }}
          data-testid="corriger"
        >
          {aChoisir
            ? 'Corriger autrement'
            : commencee
              ? 'Reprendre le brouillon'
              : l.retenue.supprimee
                ? 'Rétablir la visite'
                : 'Corriger'}
        </Button>
      )}
      {aSavoir.length > 0 ? (
        <section>
          <Title order={3}>À savoir</Title>
          <ul className="puces">
            {aSavoir.map((a) => (
              <li key={a}>{a}</li>
            ))}
          </ul>
        </section>
      ) : null}
      {raisons.length > 0 ? (
        <section>
          <Title order={3}>Pourquoi</Title>
          <ul className="puces">
            {raisons.map((m) => (
              <li key={`${m.regle}${m.texte}`}>{insecable(m.texte)}</li>
            ))}
          </ul>
        </section>
      ) : null}
      <Historique ligne={l} />
      <AntennesPrecedentes usagerId={l.retenue.usagerId} />
    </aside>
  );
};
