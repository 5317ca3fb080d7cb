'use client';

import { Button, SegmentedControl, Text, Title } from '@mantine/core';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useMemo, useRef, useState } from 'react';
import { NATURES_ABSENCE } from '#shared/contrats/dossiers/absence';
import type { AbsenceEnVigueur } from '#shared/domain/absence/absences';
import { dateBreve } from '#shared/mots/dates';
import { nombreEntier, pluriel } from '#shared/mots/nombres';
import { deNom, nomComplet } from '#shared/mots/textes';
import { poste as nomDuPoste } from '../../../_donnees/base/stockage';
import { nomAuteur, parAuteur } from '../../../_donnees/depot/auteurs';
import { enAttente } from '../../../_donnees/depot/etat-depot';
import { useAujourdhui, useDepot, useMaintenant } from '../../../_donnees/lecture/hooks';
import { adresseUsager } from '../../../_ui/adresses/usagers';
import { lienDuDepart } from '../../../_ui/heures/a-retirer';
import { absencesDuPoste, periodeEnMots, visitesPrevues } from '../../../_ui/heures/tapee';
import { EnAttente } from '../../../_ui/mots/en-attente';
import { Icone } from '../../../_ui/mots/icones';
import { PlaceDuPanneau, useLarge } from '../../../_ui/premiere-visite/panneau-vide';
import { TetePanneau } from '../../../_ui/tete-panneau';
import { absenceDemandee, type Ouvert } from './demandee';
import { actuelleDe } from './entre-temps';
import { FormulaireAbsence } from './formulaire';
import '../../../_ui/styles/numeros.css';
import './absences.css';

/** How many visits Millésime plans on its days; of who has left for good, they lead to those to take away. */
const Prevues = ({ absence, nom }: { absence: AbsenceEnVigueur; nom: string }) => {
  const etat = useDepot();
  const maintenant = useMaintenant();
  const aujourdhui = useAujourdhui();
  const n = visitesPrevues(etat, absence, maintenant).length;
  const lien = lienDuDepart(etat, absence, { aujourdhui, maintenant });
  if (lien === undefined) return n;
  return (
    <Link href={lien} aria-label={`${pluriel(n, 'visite')} à retirer : ${nom}`}>
      {nombreEntier(n)} à retirer
    </Link>
  );
};

/** Absences of the antenna's usagers, current and coming; each is typed, modified and cancelled here, with or without a network. */
export const Absences = () => {
  const etat = useDepot();
  const aujourdhui = useAujourdhui();
  const demande = useSearchParams();
  const [passees, setPassees] = useState(false);
  const declencheur = useRef<HTMLElement>(null);
  const toutes = useMemo(() => absencesDuPoste(etat), [etat]);
  const [ouvert, setOuvert] = useState<Ouvert | undefined>(() => absenceDemandee(demande, toutes, aujourdhui));
  const nonRecus = useMemo(() => new Set(enAttente(etat, nomDuPoste()).map((s) => s._id)), [etat]);
  const enCours = toutes.filter((a) => a.au === undefined || a.au >= aujourdhui);
  const absences = passees ? toutes.filter((a) => a.au !== undefined && a.au < aujourdhui).reverse() : enCours;
  const ouvrir = (o: Ouvert) => (ev: { currentTarget: HTMLElement }) => {
    declencheur.current = ev.currentTarget;
    setOuvert(o);
  };
  const fermer = (): void => {
    setOuvert(undefined);
    declencheur.current?.focus();
  };
  const modifiee = ouvert?.absence && (actuelleDe(ouvert.absence, toutes) ?? ouvert.absence);
  const large = useLarge();
  const nomDe = (id: string): string => {
    const u = etat.usagers.get(id);
    return u ? nomComplet(u) : id;
  };

  return (
    <section className="ecran__liste" aria-labelledby="titre">
      <div className="ecran__tete">
        <Title order={1} id="titre">
          Absences
        </Title>
        <SegmentedControl
          size="xs"
          aria-label="Période"
          value={passees ? 'passees' : 'en-cours'}
          data={[
            { value: 'en-cours', label: 'En cours et à venir' },
            { value: 'passees', label: 'Passées' },
          ]}
          onChange={(v) => setPassees(v === 'passees')}
        />
        <Button size="xs" variant="default" leftSection={<Icone nom="plus" />} onClick={ouvrir({})}>
          Noter une absence
        </Button>
      </div>
      <p className="invisible" role="status">
        {pluriel(absences.length, 'absence')}
      </p>
      <div className={ouvert || large ? 'ecran__corps ecran__corps--deux' : 'ecran__corps'}>
        <div className="numeros__liste">
          {absences.length === 0 ? (
            <div className="vide defile">
              <Text fw={600}>{passees ? 'Aucune absence passée' : 'Personne n’est absent'}</Text>
              <Text size="sm" c="dimmed">
                Une absence notée ici marque les visites prévues de l’usager : elles ne sont plus attendues, et
                n’alertent plus.
              </Text>
            </div>
          ) : (
            <div className="defile">
              <table className="liste absences" data-testid="absences">
                <caption className="invisible">Absences des usagers de l’antenne, par date de début</caption>
                <thead>
                  <tr>
                    <th scope="col">Usager</th>
                    <th scope="col">Nature</th>
                    <th scope="col">Du</th>
                    <th scope="col">Au</th>
                    <th scope="col" className="num">
                      Visites prévues
                    </th>
                    {/* Beside the form, which says it: what does not fit leaves, the button does not. */}
                    <th scope="col" className="liste__large">
                      Commentaire
                    </th>
                    <th scope="col" className="liste__large">
                      Notée par
                    </th>
                    <th scope="col">
                      <span className="invisible">Action</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {absences.map((a) => (
                    <tr key={a.id} aria-current={modifiee?.id === a.id ? 'true' : undefined}>
                      <td className="nom">
                        <Link href={adresseUsager(a.usagerId)}>{nomDe(a.usagerId)}</Link>
                      </td>
                      <td className="absences__nature">
                        {NATURES_ABSENCE[a.nature].libelle} {nonRecus.has(a._id) ? <EnAttente /> : null}
                      </td>
                      <td>{dateBreve(a.du, aujourdhui)}</td>
                      <td>
                        {a.au ? (
                          dateBreve(a.au, aujourdhui)
                        ) : (
                          <span className="discret">
                            {NATURES_ABSENCE[a.nature].definitive ? 'définitive' : 'pas de fin'}
                          </span>
                        )}
                      </td>
                      <td className="num">
                        <Prevues absence={a} nom={nomDe(a.usagerId)} />
                      </td>
                      <td className="liste__large liste__coupe">{a.commentaire ?? ''}</td>
                      <td className="liste__large">{nomAuteur(etat, a.auteur)}</td>
                      <td className="action">
                        <Button
                          size="compact-xs"
                          variant="default"
                          aria-label={`Modifier l’absence ${deNom(nomDe(a.usagerId))}`}
                          onClick={ouvrir({ absence: a })}
                        >
                          Modifier
                        </Button>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </div>
        {ouvert ? (
          <section
            className="panneau"
            aria-labelledby="absence-titre"
            onKeyDown={(ev) => {
              if (ev.key === 'Escape' && !ev.defaultPrevented) fermer();
            }}
          >
            <TetePanneau
              id="absence-titre"
              titre={ouvert.absence ? 'Modifier l’absence' : 'Nouvelle absence'}
              fermer={fermer}
            >
              {modifiee
                ? `${NATURES_ABSENCE[modifiee.nature].libelle} ${periodeEnMots(modifiee, aujourdhui)} · notée ${parAuteur(nomAuteur(etat, modifiee.auteur))}`
                : 'Un usager absent quelques jours, ou parti pour de bon'}
            </TetePanneau>
            <FormulaireAbsence key={ouvert.absence?.id ?? ouvert.usagerId ?? 'nouvelle'} {...ouvert} fermer={fermer} />
          </section>
        ) : large ? (
          <PlaceDuPanneau quoi="une absence" />
        ) : null}
      </div>
    </section>
  );
};
