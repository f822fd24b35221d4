// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State} from "./interfaces/ConsensusTypes.sol";
import {IConsensus} from "./interfaces/IConsensus.sol";
import {BitmapLib} from "./libraries/BitmapLib.sol";
import {CidLib} from "./libraries/CidLib.sol";
import {CommitmentLib} from "./libraries/CommitmentLib.sol";
import {CommitteeLib} from "./libraries/CommitteeLib.sol";
import {QuorumLib} from "./libraries/QuorumLib.sol";
import {RewardLib} from "./libraries/RewardLib.sol";
import {Tasks} from "./Tasks.sol";

/// @title Verdicts
/// @notice What follows from votes, whichever lane brought them.
abstract contract Verdicts is Tasks {
    using BitmapLib for uint16;

    /// @inheritdoc IConsensus
    bytes32 public constant UNAVAILABLE = keccak256("aichain.output.unavailable");

    /* VIEWS */

    /// @inheritdoc IConsensus
    function commitmentOf(bytes32 task, uint16 seat, bytes32 output, bytes32 salt) public pure returns (bytes32) {
        return CommitmentLib.commitmentOf(task, seat, output, salt);
    }

    /// @inheritdoc IConsensus
    function quorum(uint8 committeeSize) external pure returns (uint8) {
        return uint8(QuorumLib.quorum(committeeSize));
    }

    /* INTERNAL */

    /// @dev What the appeal of a task decided; zero as long as none did.
    function _foundByAppeal(bytes32 task) internal view virtual returns (bytes32);

    /// @dev Pays every seat that gave the output.
    function _decide(bytes32 task, StoredTask storage t, uint256 members, bytes32 output, uint16 winners) internal {
        (t.state, t.winners, t.requesterOrOutput) = (State.Decided, winners, output);
        (uint96 share, uint96 dust) = RewardLib.split(t.fee, winners.count());
        _oweTreasury(dust);
        uint256 size = t.committeeSize;
        for (uint256 member; member < size; ++member) {
            if (winners.has(member)) _reward(CommitteeLib.seatAt(members, member), share);
        }
        emit Decided(task, CidLib.rawCid(output), winners, share);
    }

    /// @dev Slashes every seat that gave another output.
    function _punishWrong(bytes32 task, StoredTask storage t, uint256 members, bytes32[] memory outputs, uint16 winners)
        internal
    {
        uint16 punished;
        uint256 slashed;
        for (uint256 member; member < outputs.length; ++member) {
            if (outputs[member] == 0 || winners.has(member)) continue;
            punished |= BitmapLib.bit(member);
            // Of lane 1 nothing else keeps it, and an appeal may find that it was right.
            _ballots[task][member] = outputs[member];
            slashed += _slash(task, CommitteeLib.seatAt(members, member), _penaltyOf(t, outputs[member]));
        }
        if (punished != 0) t.punished |= punished;
        _oweSink(slashed);
    }

    /// @dev What a vote costs that did not win.
    function _penaltyOf(StoredTask storage t, bytes32 output) private view returns (uint96) {
        return output == UNAVAILABLE ? RewardLib.softSlash(t.fee, t.committeeSize) : HARD_SLASH;
    }
}
