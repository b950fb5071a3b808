export function Logo({ className }: { readonly className?: string }) {
  return (
    <svg className={className} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        className="logo-bubble"
        d="M6 4h20a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H15l-6.3 4.7A1 1 0 0 1 7 28v-4H6a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4z"
      />
      <path className="logo-code" d="m12 10-4 4 4 4m8-8 4 4-4 4" />
    </svg>
  );
}
