# A training run that fails.
for epoch in 1 2 3; do
  echo "epoch $epoch"
  sleep 0.2
done
echo 'out of memory' >&2
exit 7
