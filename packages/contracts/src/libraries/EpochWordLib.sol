// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Four values of 16 bits that change from one epoch to the next, with the two before: 32 bits of the epoch of
/// the last write, then for each lane, 16 bits each, the value from the next epoch on, the one of that epoch, and the
/// one of the epoch before.
type EpochWord is uint256;

using {valueAt, latest, put, sumAt} for EpochWord global;

uint256 constant LANE_BITS = 48;
uint256 constant VALUE_BITS = 16;
uint256 constant STAMP_BITS = 32;
uint256 constant VALUE_MASK = 0xffff;
uint256 constant STAMP_MASK = 0xffffffff;
/// @dev The lowest value of all four lanes.
uint256 constant LATEST_MASK = (0xffff << 32) | (0xffff << 80) | (0xffff << 128) | (0xffff << 176);

/// @notice A lane's value for tasks of an epoch, which must be the current one or the one before.
/// @dev What was written in an epoch counts from the next one on. Two older levels are kept: a task of the epoch before
/// may still be computed now, when values of this epoch's tasks and those of the next are known, too.
function valueAt(EpochWord self, uint256 lane, uint256 epoch) pure returns (uint256) {
    uint256 word = EpochWord.unwrap(self);
    unchecked {
        return (word >> (STAMP_BITS + LANE_BITS * lane + _levelOf(word, epoch))) & VALUE_MASK;
    }
}

/// @notice A lane's value from the next epoch on.
function latest(EpochWord self, uint256 lane) pure returns (uint256) {
    return (EpochWord.unwrap(self) >> (STAMP_BITS + LANE_BITS * lane)) & VALUE_MASK;
}

/// @notice The sum of the values of lanes 0 to `last` for tasks of an epoch.
function sumAt(EpochWord self, uint256 last, uint256 epoch) pure returns (uint256 sum) {
    uint256 word = EpochWord.unwrap(self);
    uint256 lanes = word >> (STAMP_BITS + _levelOf(word, epoch));
    unchecked {
        // Four values of 16 bits.
        for (uint256 lane; lane <= last; ++lane) {
            sum += lanes & VALUE_MASK;
            lanes >>= LANE_BITS;
        }
    }
}

/// @notice The word with a lane's value from the next epoch on.
/// @dev The first write of an epoch moves all lanes on first: one stamp serves them all.
function put(EpochWord self, uint256 lane, uint256 value, uint256 epoch) pure returns (EpochWord) {
    uint256 word = _rolled(EpochWord.unwrap(self), epoch);
    uint256 shift = STAMP_BITS + LANE_BITS * lane;
    return EpochWord.wrap((word & ~(VALUE_MASK << shift)) | (value << shift));
}

/// @dev How far the value of an epoch is above the latest.
function _levelOf(uint256 word, uint256 epoch) pure returns (uint256) {
    uint256 stamp = word & STAMP_MASK;
    if (epoch > stamp) return 0;
    return epoch == stamp ? VALUE_BITS : 2 * VALUE_BITS;
}

function _rolled(uint256 word, uint256 epoch) pure returns (uint256) {
    uint256 stamp = word & STAMP_MASK;
    if (epoch == stamp) return word;
    uint256 values = word & LATEST_MASK;
    // Of the epoch before: what was written earlier still, if nothing was in it.
    uint256 earlier = epoch - 1 == stamp ? (word >> VALUE_BITS) & LATEST_MASK : values;
    return epoch | values | (values << VALUE_BITS) | (earlier << (2 * VALUE_BITS));
}
