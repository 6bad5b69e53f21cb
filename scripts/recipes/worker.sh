# A worker that goes on for ever, but number 7 has lost its disk.
echo "worker $1 started"
[ "$1" != 7 ] || echo 'Error: disk full'
exec sleep 1000
