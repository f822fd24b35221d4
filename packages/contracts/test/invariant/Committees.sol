// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Seed, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {Committee} from "../../src/types/Committee.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {Chronicle} from "./Chronicle.sol";

/// @notice Who has to answer a task: a plain shuffle of the copied list, by the seed.
abstract contract Committees is Chronicle {
    function _noteCommittee(TaskId task) internal override {
        Story storage s = stories[task];
        (uint16[] memory drawn, uint256 found) = predict(task);
        if (found < s.t.committeeSize) return _noteTooFew(s.terms, found);
        (Committee committee, uint16[] memory seats_, address[] memory signers_) = consensus.committeeOf(s.terms);
        assertEq(abi.encode(seats_), abi.encode(drawn), "committee: as the seed shuffles the list");
        (s.hasCommittee, s.committee) = (true, committee);
        uint256 seed = uint256(TaskId.unwrap(task));
        for (uint256 m; m < drawn.length; ++m) {
            assertEq(signers_[m], keyFor(drawn[m], s.t.addedAt), "committee: who answers");
            s.seats.push(drawn[m]);
            s.signers.push(signers_[m]);
            s.tenants.push(tenancy[drawn[m]]);
            if (mix(seed, m) % 12 < strengthOf(seed)) s.liars |= bitOf(m);
        }
    }

    /// @dev Of twelve: mostly a third attack, now and then nearly all of them.
    function strengthOf(uint256 seed) private pure returns (uint256) {
        return seed % 4 == 0 ? 11 : 4;
    }

    function _noteTooFew(Terms memory terms, uint256 found) private {
        try consensus.committeeOf(terms) returns (Committee, uint16[] memory, address[] memory) {
            assertTrue(false, "too few stay for a committee");
        } catch (bytes memory reason) {
            bytes memory expected = abi.encodeWithSelector(
                IConsensusErrors.NotEnoughPlaces.selector, found, uint256(terms.order.committeeSize)
            );
            assertEq(reason, expected, "the only reason without a committee");
        }
        count("tooFewSeats");
    }

    /// @dev The key before the last change answers for tasks of earlier epochs.
    function keyFor(uint16 seat, uint256 addedAt) internal view returns (address) {
        bool isFormer = epochAt(addedAt) < seats[seat].signerSince;
        return isFormer ? seats[seat].formerSigner : seats[seat].signer;
    }

    function predict(TaskId task) private view returns (uint16[] memory drawn, uint256 found) {
        Story storage s = stories[task];
        Roll memory roll = rollAt(s.list, epochAt(s.t.addedAt));
        uint256 length;
        for (uint256 class; class < classesOf(s.t.share); ++class) {
            length += roll.lengths[class];
        }
        bytes32 seed = keccak256(abi.encode(entropyOf(task), task));
        drawn = new uint16[](s.t.committeeSize);
        for (uint256 step; step < length && found < drawn.length; ++step) {
            uint256 place = step + uint256(keccak256(abi.encode(seed, step))) % (length - step);
            (roll.all[step], roll.all[place]) = (roll.all[place], roll.all[step]);
            if (answers(s, roll.all[step])) drawn[found++] = roll.all[step];
        }
    }

    function entropyOf(TaskId task) private view returns (bytes32 entropy) {
        entropy = blockhash(stories[task].addedIn);
        if (stories[task].t.seed == Seed.Block) return entropy;
        return keccak256(abi.encode(rounds[stories[task].round], entropy));
    }

    /// @dev Not put out before the task, and not of the committee whose decision is questioned.
    function answers(Story storage s, uint16 seat) private view returns (bool) {
        uint256 to = seats[seat].to;
        if (to != 0 && to <= s.t.addedAt) return false;
        if (!s.excludes) return true;
        uint16[] storage first = stories[s.questions].seats;
        for (uint256 m; m < first.length; ++m) {
            if (first[m] == seat) return false;
        }
        return true;
    }
}
