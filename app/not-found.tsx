import Link from 'next/link';

const Introuvable = () => (
  <main className="page-seule">
    <h1>Cette page n’existe pas</h1>
    <p>L’adresse est peut-être incomplète, ou la page a changé de place.</p>
    <p>
      <Link href="/aujourdhui/">Revenir à la journée</Link>
    </p>
  </main>
);

export default Introuvable;
